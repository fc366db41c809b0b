//! What the desk asks of the way to the world.

use crate::serve::answer::Answer;
use crate::serve::online::{Errand, Online};

use super::{Answered, Asked};

fn online<'a>(asked: &Asked<'a>) -> Result<&'a Online, Answer> {
    let online = asked.shared.online.get();
    online.ok_or_else(|| Answer::plain(403, "this preview cannot put the website online"))
}

/// Begins to look or to send.
pub(super) fn begin(asked: &Asked<'_>, errand: Errand) -> Answered {
    let online = online(asked)?;
    if online.begin(errand) {
        return Ok(online.state());
    }
    Err(Answer::plain(409, "there is no such target, or another errand is on its way: wait until it is done"))
}

/// How it goes.
pub(super) fn state(asked: &Asked<'_>) -> Answered {
    online(asked).map(Online::state)
}

//! What the desk asks of the way to the world: to build, to look, to send.

use crate::serve::answer::Answer;
use crate::serve::online::{Errand, Online};

use super::{Answered, Asked};

fn online<'a>(asked: &Asked<'a>) -> Result<&'a Online, Answer> {
    let online = asked.shared.online.get();
    online.ok_or_else(|| asked.refuse(403, "refused.no_publishing"))
}

/// Begins to look or to send.
pub(super) fn begin(asked: &Asked<'_>, errand: Errand) -> Answered {
    let online = online(asked)?;
    if online.begin(errand) {
        return Ok(online.state());
    }
    Err(asked.refuse(409, "refused.busy"))
}

/// Begins to build.
pub(super) fn build(asked: &Asked<'_>) -> Answered {
    let online = online(asked)?;
    if online.build() { Ok(online.state()) } else { Err(asked.refuse(409, "refused.busy")) }
}

/// How it goes.
pub(super) fn state(asked: &Asked<'_>) -> Answered {
    online(asked).map(Online::state)
}

//! A slow line: a relay that lets so many bytes a second through, each way, after a delay.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

/// Bytes a second of the slow line.
const RATE: usize = 64 * 1024;

/// What each piece waits before it goes on.
const DELAY: Duration = Duration::from_millis(30);

/// A port that leads to `port` by a slow line, until the program ends.
pub(crate) fn slow(port: u16) -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    let own = listener.local_addr().map_err(|error| error.to_string())?.port();
    std::thread::spawn(move || {
        for near in listener.incoming().map_while(Result::ok) {
            let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { continue };
            let (Ok(near_out), Ok(far_out)) = (near.try_clone(), far.try_clone()) else { continue };
            std::thread::spawn(move || carry(near, far_out));
            std::thread::spawn(move || carry(far, near_out));
        }
    });
    Ok(own)
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let mut piece = vec![0; RATE / 16];
    while let Ok(read) = from.read(&mut piece) {
        if read == 0 {
            break;
        }
        let takes = Duration::from_secs_f64(f64::from(u32::try_from(read).unwrap_or(u32::MAX)) / 65_536.0);
        std::thread::sleep(DELAY + takes);
        if to.write_all(&piece[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Write);
}

//! Mutexes whose values no panic can spoil.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks. A panic of another thread spoils no value here: each is replaced as a whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

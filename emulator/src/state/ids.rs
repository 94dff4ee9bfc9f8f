//! Makes ids, tokens and random decisions, repeatable by a seed. The only module that knows fastrand. Nothing here is a
//! secret to anybody who knows the seed: the emulator guards nothing.

use crate::lock::lock;
use std::sync::Mutex;

/// A source of what looks random.
#[derive(Debug)]
pub(crate) struct Ids(Mutex<fastrand::Rng>);

impl Ids {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(fastrand::Rng::with_seed(seed)))
    }

    /// 32 hexadecimal digits, as quotas and requests have.
    pub fn hex(&self) -> String {
        let number = lock(&self.0).u128(..);
        format!("{number:032x}")
    }

    /// A token; real ones begin like this, since they are certificates in Base64.
    pub fn token(&self) -> String {
        format!("MIIE{}{}", self.hex(), self.hex())
    }

    /// Whether something happens that happens so often, from 0 to 1.
    pub fn happens(&self, rate: f64) -> bool {
        lock(&self.0).f64() < rate
    }
}

/// The id of something that has a name: always the same, on every machine (FNV-1a).
pub(crate) fn of_name(name: &str) -> String {
    let hash = name.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    });
    format!("{hash:032x}")
}

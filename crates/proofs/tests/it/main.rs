//! The password hashes of real tools, published vectors, and hostile strings.
//! (`cfg(test)` tells clippy that helpers in here may unwrap, as tests do.)

#[cfg(test)]
mod bad_strings;
#[cfg(test)]
mod costs;
#[cfg(test)]
mod decoys;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod our_hash;
#[cfg(test)]
mod real_hashes;
#[cfg(test)]
mod totp;
#[cfg(test)]
mod vectors;

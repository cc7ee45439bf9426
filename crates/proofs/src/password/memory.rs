//! The block of memory that Argon2 fills. Kept by its worker between verifications, because asking
//! the system for 19 MiB each time costs more than a tenth of the hash itself.

use argon2::Block;

use super::ours;

/// Working memory of one worker. Holds nothing before its first use, then what our own hash needs (19 MiB), and
/// grows to what imported hashes ask for within `bounds::MEMORY_KIB` (128 MiB), never further. Its content is
/// overwritten by the next use and is no more secret than the hash it led to.
pub struct Argon2Memory {
    blocks: Vec<Block>,
}

impl Argon2Memory {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self { blocks: Vec::new() }
    }

    /// At least `count` blocks of 1 KiB. The caller has checked the bounds.
    pub(super) fn blocks(&mut self, count: usize) -> &mut [Block] {
        if self.blocks.len() < count {
            // Freed first: two blocks at once would be twice the promise.
            self.blocks = Vec::new();
            self.blocks = vec![Block::new(); count.max(ours::MEMORY_KIB as usize)];
        }
        &mut self.blocks[..count]
    }

    /// Bytes held now.
    pub fn bytes(&self) -> usize {
        self.blocks.len() * Block::SIZE
    }
}

impl Default for Argon2Memory {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idle_worker_holds_nothing_and_a_small_hash_makes_room_for_ours() {
        let mut memory = Argon2Memory::new();
        assert_eq!(memory.bytes(), 0);
        assert_eq!(memory.blocks(8).len(), 8);
        let ours = memory.bytes();
        memory.blocks(ours::MEMORY_KIB as usize);
        assert_eq!(memory.bytes(), ours);
    }
}

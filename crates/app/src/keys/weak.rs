//! Keys that are no secret (KE3): samples of standards, zeros, patterns. A server that takes one is open to all.

/// Thumbprints (RFC 7638) of key pairs whose private part is printed in a standard.
const PRINTED: [&str; 4] = [
    "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", // RSA: RFC 7517 Appendix A.2
    "IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8", // RSA: RFC 7515 Appendix A.2
    "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", // P-256: RFC 7515 Appendix A.3
    "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s", // P-256: RFC 7517 Appendix A.2
];

pub fn is_printed(thumbprint: &str) -> bool {
    PRINTED.contains(&thumbprint)
}

/// Whether 32 bytes cannot have come from chance. Of random ones, fewer than 16 different values, or differences
/// between neighbours that fewer than 16 different values make up, come once in more than 2^60 times.
pub fn is_patterned(root: &[u8; 32]) -> bool {
    let steps: Vec<u8> = root.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).collect();
    distinct(root) < 16 || distinct(&steps) < 16 || root.iter().all(u8::is_ascii)
}

fn distinct(bytes: &[u8]) -> usize {
    let mut seen = [false; 256];
    for byte in bytes {
        seen[usize::from(*byte)] = true;
    }
    seen.iter().filter(|seen| **seen).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_patterns_and_words_are_not_random() {
        let counting: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
        let down: [u8; 32] = std::array::from_fn(|at| 255 - u8::try_from(at * 3).unwrap());
        let pair: [u8; 32] = std::array::from_fn(|at| if at % 2 == 0 { 0xde } else { 0xad });
        for root in [[0; 32], [0xff; 32], counting, down, pair, *b"change-me-change-me-change-me-32"] {
            assert!(is_patterned(&root), "{root:?}");
        }
    }

    #[test]
    fn chance_is_not_taken_for_a_pattern() {
        for _ in 0..1000 {
            assert!(!is_patterned(&crate::chance::bytes()));
        }
    }
}

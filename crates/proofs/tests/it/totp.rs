//! Vectors of RFC 4226 appendix D and RFC 6238 appendix B, and the window (TO1, TO2).

use domain::Timestamp;
use proofs::totp::{Judged, base32, code, is_of_a_wrong_clock, judge, step_at, uri};

const SECRET: &[u8] = b"12345678901234567890";

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

#[test]
fn counts_give_the_codes_of_rfc_4226_appendix_d() {
    let codes =
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
    for (count, expected) in (0..).zip(codes) {
        assert_eq!(code(SECRET, count), expected);
    }
}

#[test]
fn instants_give_the_codes_of_rfc_6238_appendix_b() {
    // The appendix has eight digits; of six, the last ones.
    let vectors = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];
    for (seconds, expected) in vectors {
        assert_eq!(code(SECRET, step_at(at(seconds))), expected);
    }
}

#[test]
fn a_code_serves_one_step_early_or_late_and_no_more() {
    let now = at(1_795_290_015);
    let step = step_at(now);
    for away in -3..=3 {
        let judged = judge(SECRET, &code(SECRET, step + away), now, 0);
        let expected = if away.abs() <= 1 { Judged::Right { step: step + away } } else { Judged::Wrong };
        assert_eq!(judged, expected, "TO2: {away}");
    }
}

#[test]
fn a_step_that_was_taken_is_used_and_so_is_every_one_before() {
    let now = at(1_795_290_015);
    let step = step_at(now);
    assert_eq!(judge(SECRET, &code(SECRET, step), now, step), Judged::Used, "TO1");
    assert_eq!(judge(SECRET, &code(SECRET, step - 1), now, step), Judged::Used);
    assert_eq!(judge(SECRET, &code(SECRET, step + 1), now, step), Judged::Right { step: step + 1 });
    assert_eq!(judge(SECRET, "", now, 0), Judged::Wrong);
    assert_eq!(judge(SECRET, "1234567", now, 0), Judged::Wrong);
}

#[test]
fn a_clock_ten_minutes_wrong_is_told_and_an_hour_is_not_looked_for() {
    let now = at(1_795_290_015);
    assert!(is_of_a_wrong_clock(SECRET, &code(SECRET, step_at(now) - 20), now));
    assert!(!is_of_a_wrong_clock(SECRET, &code(SECRET, step_at(now) + 120), now));
}

#[test]
fn secrets_are_written_as_rfc_4648_writes_them() {
    for (bytes, text) in
        [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB")]
    {
        assert_eq!(base32(bytes.as_bytes()), text);
    }
    assert_eq!(base32(SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

#[test]
fn the_qr_code_says_whose_account_it_is_with_every_sign_escaped() {
    let uri = uri(SECRET, "Lumen & Cie", "zoé+1@lumen.example");
    assert_eq!(
        uri,
        "otpauth://totp/Lumen%20%26%20Cie:zo%C3%A9%2B1%40lumen.example\
         ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lumen%20%26%20Cie&algorithm=SHA1&digits=6&period=30"
    );
}

/// Another implementation makes the same codes; left out where `oathtool` is not installed.
#[test]
fn oathtool_shows_the_same_code() {
    let seconds = 1_795_290_015;
    let told = std::process::Command::new("oathtool")
        .args(["--totp", "--base32", &base32(SECRET), "--now", &format!("@{seconds}")])
        .output();
    if let Ok(told) = told {
        assert_eq!(String::from_utf8_lossy(&told.stdout).trim(), code(SECRET, step_at(at(seconds))));
    }
}

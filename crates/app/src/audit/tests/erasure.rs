//! Personal parts go when their time is over, and the chain still verifies (AU4).

use domain::time::days;

use super::bench::{Bench, account, on_both_engines, opened};

on_both_engines!(
    after_its_time_the_personal_part_is_gone_and_the_audit_is_whole,
    an_erased_entry_still_cannot_be_changed,
    nothing_personal_stands_in_a_body,
);

const PERSONAL: &str = "SELECT count(*) FROM audit WHERE salt IS NOT NULL OR personal_sealed IS NOT NULL";

async fn after_its_time_the_personal_part_is_gone_and_the_audit_is_whole(bench: &Bench) {
    bench.acts(5, 3).await;
    bench.app.checkpoint().await.unwrap();
    bench.clock.turn(days(364));
    bench.acts(5, 2).await;
    bench.app.purge().await.unwrap();
    assert_eq!(bench.count(PERSONAL).await, 5, "a day before");
    bench.clock.turn(days(1));
    bench.app.purge().await.unwrap();
    assert_eq!(bench.count(PERSONAL).await, 2);
    let (findings, summary) = bench.verify().await;
    assert_eq!((findings, summary.entries, summary.erased), (Vec::new(), 5, 3));
    let told = bench.app.activity(account(5), 50).await.unwrap();
    let devices: Vec<bool> = told.iter().map(|one| one.device.is_some()).collect();
    assert_eq!(devices, [true, true, false, false, false], "the acts stay");
}

async fn an_erased_entry_still_cannot_be_changed(bench: &Bench) {
    bench.acts(5, 3).await;
    bench.clock.turn(days(366));
    bench.app.purge().await.unwrap();
    for harm in ["body = '{}'", "personal_hash = leaf", "personal_hash = NULL"] {
        bench.run("CREATE TABLE kept AS SELECT body, personal_hash FROM audit WHERE seq = 2").await;
        bench.run(&format!("UPDATE audit SET {harm} WHERE seq = 2")).await;
        assert_eq!(bench.verify().await.0.len(), 1, "{harm}");
        bench
            .run(
                "UPDATE audit SET body = (SELECT body FROM kept), \
                 personal_hash = (SELECT personal_hash FROM kept) WHERE seq = 2",
            )
            .await;
        bench.run("DROP TABLE kept").await;
    }
    assert_eq!(bench.verify().await.0, []);
}

async fn nothing_personal_stands_in_a_body(bench: &Bench) {
    bench.act(5, &opened("mail")).await;
    let personal = "SELECT count(*) FROM audit WHERE body LIKE '%Firefox%' OR body LIKE '%203.0.113%'";
    assert_eq!(bench.count(personal).await, 0);
    assert_eq!(bench.count(PERSONAL).await, 1);
}

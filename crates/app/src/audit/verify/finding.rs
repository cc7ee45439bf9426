//! What a verification finds wrong, and where. Knows no sentence.

use domain::Timestamp;

/// One thing that is not as it was written. Numbers count from 1 in their lane; checkpoints have numbers of their own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    InLane {
        lane: u8,
        what: InLane,
    },
    InCheckpoints {
        from: Source,
        what: InCheckpoints,
    },
    /// Further findings in this lane, or in these checkpoints, are counted and not told.
    MoreInLane {
        lane: u8,
    },
    MoreInCheckpoints {
        from: Source,
    },
    /// An entry stands in a lane that there is not.
    StrayLane,
}

/// Where a checkpoint was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    Store,
    File,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InLane {
    /// The content does not give the leaf.
    Changed {
        seq: i64,
    },
    /// The sealed part does not open, or does not give its hash.
    PersonalChanged {
        seq: i64,
    },
    /// A column holds something else than it can.
    Unreadable {
        seq: i64,
    },
    /// No entry ever had this number.
    NoNumber {
        seq: i64,
    },
    Missing {
        from: i64,
        to: i64,
    },
    /// Leaf and head do not go together with the entry before.
    DoesNotFollow {
        seq: i64,
    },
    /// The lane's head says that it went on.
    CutOff {
        from: i64,
        to: i64,
    },
    /// The last entry's head is not the lane's.
    HeadDiffers {
        seq: i64,
    },
    /// Entries behind where the lane's head stands.
    BeyondHead {
        head: i64,
        seq: i64,
    },
    NoHead,
    /// The chain holds, and is not the one that was signed.
    Rewritten {
        from: i64,
        to: i64,
        checkpoint: i64,
        at: Timestamp,
    },
    /// A checkpoint saw entries that are gone, and the lane's head with them.
    CutOffSince {
        from: i64,
        to: i64,
        checkpoint: i64,
        at: Timestamp,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InCheckpoints {
    /// Changed, or not signed by a key of ours.
    NotSigned {
        seq: i64,
    },
    /// A line that cannot be read, from 1.
    Unreadable {
        line: u64,
    },
    Missing {
        from: i64,
        to: i64,
    },
    /// It comes where another was due.
    OutOfOrder {
        seq: i64,
    },
    /// It names another as the one before it.
    DoesNotFollow {
        seq: i64,
    },
    /// It says of a lane less than the one before it.
    GoesBack {
        seq: i64,
        lane: u8,
    },
    /// File and store hold different ones from this one on.
    Differs {
        seq: i64,
    },
    /// The file goes on where the store ends.
    StoreEndsEarlier {
        store: i64,
        file: i64,
    },
}

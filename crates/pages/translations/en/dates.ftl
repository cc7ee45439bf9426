## Days, clock times and spans
date-day = { $day } { $month } { $year }
date-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-clock = { $twelve }:{ $minute } { $half }
date-moment = { $day }, { $clock }
date-span-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
date-span-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
date-span-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
date-span-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
date-span-seconds = less than a minute

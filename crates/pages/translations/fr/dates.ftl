## Days, clock times and spans
date-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-month = { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
}
# $twelve and $half are for clocks of twice twelve hours.
date-clock = { $hour } h { $minute }
date-moment = { $day } à { $clock }
date-span-months = { $n } mois
date-span-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
date-span-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
date-span-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
date-span-seconds = moins d’une minute

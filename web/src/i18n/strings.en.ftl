### Words about time, used everywhere.

i18n-today = Today
i18n-yesterday = Yesterday
i18n-just-now = just now
i18n-minutes-ago = { $minutes ->
    [one] 1 minute ago
   *[other] { $minutes } minutes ago
}
i18n-yesterday-at = yesterday, { $time }

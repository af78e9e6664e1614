using Microsoft.Extensions.Logging;

namespace EdgeActors.Logging;

/// <summary>An event that was logged more often than is written.</summary>
/// <param name="Last">The last one that was not written.</param>
/// <param name="Count">How many were not.</param>
/// <param name="Window">Over which time.</param>
internal sealed record RepeatedEvent(LogEntry Last, long Count, TimeSpan Window);

/// <summary>
/// Decides which repeats of an event are written: the first few about each subject in a window of time; the others are counted and told when the window
/// ends. Its memory is bounded whatever arrives: when it follows as many subjects as it may, further ones share one count per event. The first error about
/// a subject is always written, even then.
/// </summary>
internal sealed class RepeatLimit(LogOptions options)
{
    // No subject of an event begins with this.
    private const string AllOthers = "\0others";
    private const int LongestSubject = 256;

    private readonly Dictionary<(int Id, string Subject), Series> _series = [];
    private TimeSpan _nextEnd = TimeSpan.MaxValue;

    /// <summary>When a count will have to be told; null when there is none.</summary>
    public TimeSpan? NextDue { get; private set; }

    /// <summary>Subjects that are followed.</summary>
    public int Subjects => _series.Count;

    /// <summary>Whether this one is written; else it is counted.</summary>
    public bool Admits(LogEntry entry, TimeSpan now)
    {
        if (options.Repeats == 0)
        {
            return true;
        }

        Forget(now);
        if (Find(entry, now) is not { } series)
        {
            return true;
        }

        if (series.Written < options.Repeats)
        {
            series.Written++;
            return true;
        }

        series.Untold++;
        series.Last = entry;
        NextDue = series.End < (NextDue ?? TimeSpan.MaxValue) ? series.End : NextDue;
        return false;
    }

    /// <summary>What has to be told now; with <paramref name="all"/> also what is still being counted.</summary>
    public IReadOnlyList<RepeatedEvent> TakeDue(TimeSpan now, bool all = false)
    {
        List<RepeatedEvent> due = [];
        foreach (((int Id, string Subject) key, Series series) in _series.Where(pair => pair.Value.Untold > 0 && (all || pair.Value.End <= now)).ToList())
        {
            TimeSpan window = options.RepeatWindow - (series.End > now ? series.End - now : TimeSpan.Zero);
            due.Add(new RepeatedEvent(series.Last!, series.Untold, window));
            _series.Remove(key);
        }

        NextDue = _series.Values.Where(static series => series.Untold > 0).Select(static series => (TimeSpan?)series.End).Min();
        return due;
    }

    private Series? Find(LogEntry entry, TimeSpan now)
    {
        string subject = entry.Subject.Length <= LongestSubject ? entry.Subject : entry.Subject[..LongestSubject];
        if (_series.TryGetValue((entry.Id.Id, subject), out Series? known))
        {
            return known;
        }

        if (_series.Count < options.RepeatSubjects)
        {
            return Begin((entry.Id.Id, subject), now);
        }

        return entry.Level >= LogLevel.Error ? null
            : _series.TryGetValue((entry.Id.Id, AllOthers), out Series? others) ? others
            : Begin((entry.Id.Id, AllOthers), now);
    }

    private Series Begin((int Id, string Subject) key, TimeSpan now)
    {
        Series series = new() { End = now + options.RepeatWindow };
        _series.Add(key, series);
        _nextEnd = series.End < _nextEnd ? series.End : _nextEnd;
        return series;
    }

    // What has a count to tell is kept until it is taken, so that nothing is lost; whoever asks takes it soon.
    private void Forget(TimeSpan now)
    {
        if (now < _nextEnd)
        {
            return;
        }

        foreach ((int Id, string Subject) key in _series.Where(pair => pair.Value.End <= now && pair.Value.Untold == 0).Select(static pair => pair.Key).ToList())
        {
            _series.Remove(key);
        }

        _nextEnd = _series.Count == 0 ? TimeSpan.MaxValue : _series.Values.Min(static series => series.End);
    }

    private sealed class Series
    {
        public required TimeSpan End { get; init; }

        public int Written { get; set; }

        public long Untold { get; set; }

        public LogEntry? Last { get; set; }
    }
}

namespace EdgeActors.Capture.Buffering;

/// <summary>
/// How many captures a group waits for: those of all clients that were active just now, less the ones that may be late. Waiting for one that does not
/// come costs the others the whole wait, so first one, and one in eight of many, is not waited for; that becomes one fewer, down to none, each time that
/// those who were not waited for have come all the same for some groups, and one more with each wait in vain. After every such wait it takes twice as many
/// groups to try again.
/// </summary>
internal sealed class GroupExpectation
{
    private const int ShortestStreak = 2;
    private const int LongestStreak = 16;

    // Groups in a row whose late captures came while the group was written, before one more is waited for.
    private int _streak = ShortestStreak;
    private bool _isTrial;
    private int _slack = int.MaxValue;
    private int _active;
    private int _late;
    private int _punctual;

    /// <summary>A group is over and the next begins. Gives for how many captures it waits; 0 for none.</summary>
    /// <param name="active">Captures that are there and clients that were answered just now.</param>
    /// <param name="gathered">Captures that came while the last group was written.</param>
    public int Next(int active, int gathered)
    {
        if (_late > 0)
        {
            _punctual = gathered >= _late ? _punctual + 1 : 0;
            _late = 0;
        }

        if (_punctual >= _streak)
        {
            _slack = Math.Max(0, Slack(active) - 1);
            _isTrial = true;
            _punctual = 0;
        }

        _active = active;
        return active <= 1 ? 0 : Math.Max(0, active - Slack(active));
    }

    /// <summary>So many are written; who else was active is late.</summary>
    public void Written(int captures)
    {
        if (_isTrial)
        {
            _streak = Math.Max(ShortestStreak, _streak / 2);
            _isTrial = false;
        }

        _late = Math.Max(0, _active - captures);
        _active = 0;
    }

    /// <summary>The time of waiting is over, and so many had come.</summary>
    public void TimeUp(int gathered)
    {
        _slack = Slack(_active) + 1;
        _streak = Math.Min(LongestStreak, _streak * 2);
        _isTrial = false;
        _punctual = 0;
        // The others are gone, not late.
        _active = gathered;
    }

    private int Slack(int active) => Math.Min(_slack, 1 + (active / 8));
}

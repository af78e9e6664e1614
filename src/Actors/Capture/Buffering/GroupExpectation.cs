namespace EdgeActors.Capture.Buffering;

/// <summary>
/// How many captures a group waits for: those of all clients that were active just now, less the ones that may be late. Waiting for one that does not
/// come costs the others the whole wait, so first one, and one in eight of many, is not waited for; that becomes fewer, down to none, while those who
/// were not waited for come all the same.
/// </summary>
internal sealed class GroupExpectation
{
    /// <summary>Groups in a row whose late captures came while the group was written, before one more is waited for.</summary>
    private const int Streak = 16;

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

        if (_punctual == Streak)
        {
            _slack = Math.Max(0, Slack(active) - 1);
            _punctual = 0;
        }

        _active = active;
        return active <= 1 ? 0 : Math.Max(0, active - Slack(active));
    }

    /// <summary>So many are written; who else was active is late.</summary>
    public void Written(int captures)
    {
        _late = Math.Max(0, _active - captures);
        _active = 0;
    }

    /// <summary>The time of waiting is over, and so many had come.</summary>
    public void TimeUp(int gathered)
    {
        _slack = Math.Max(1, _active - gathered);
        _punctual = 0;
        // The others are gone, not late.
        _active = gathered;
    }

    private int Slack(int active) => Math.Min(_slack, 1 + (active / 8));
}

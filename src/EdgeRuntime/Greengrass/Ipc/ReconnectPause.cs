namespace EdgeActors.Greengrass.Ipc;

/// <summary>How long to wait before the next attempt to connect: twice as long each time, half of it by chance.</summary>
internal sealed class ReconnectPause(IpcOptions options, Random jitter)
{
    private const int MostDoublings = 30;

    private int _failures;

    /// <summary>The pause after one more failure.</summary>
    public TimeSpan Next()
    {
        TimeSpan grown = options.FirstPause * Math.Pow(2, Math.Min(_failures++, MostDoublings));
        TimeSpan longest = grown < options.LongestPause ? grown : options.LongestPause;
        return longest * (0.5 + (jitter.NextDouble() / 2));
    }

    /// <summary>It worked.</summary>
    public void Reset() => _failures = 0;
}

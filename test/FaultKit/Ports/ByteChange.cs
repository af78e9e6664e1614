namespace EdgeActors.FaultKit;

/// <summary>What happens to bytes on their way.</summary>
/// <param name="Percent">How much of them goes through, 0 to 100.</param>
/// <param name="Flips">Whether a bit in the middle of what goes through is turned over.</param>
internal sealed record ByteChange(int Percent, bool Flips)
{
    public static ByteChange Wrong { get; } = new(100, true);

    public static ByteChange Cut(int percent) => new(percent, false);

    /// <summary>How many of so many bytes go through; never all of them when they are cut.</summary>
    public long Kept(long length) => Percent == 100 ? length : length * Percent / 100;

    /// <summary>A changed copy.</summary>
    public byte[] Apply(ReadOnlySpan<byte> bytes)
    {
        byte[] changed = bytes[..(int)Kept(bytes.Length)].ToArray();
        if (Flips && changed.Length > 0)
        {
            changed[changed.Length / 2] ^= 1;
        }

        return changed;
    }
}

namespace EdgeActors.S3Double.Faults;

/// <summary>Reads and writes at a rate: a slice every tenth of a second of the server's clock.</summary>
internal sealed class Pace(int bytesPerSecond, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly int _slice = Math.Max(1, bytesPerSecond / 10);

    public async Task CopyAsync(Stream from, Stream to, CancellationToken cancelled)
    {
        byte[] slice = new byte[_slice];
        while (await from.ReadAsync(slice, cancelled) is > 0 and int read)
        {
            await to.WriteAsync(slice.AsMemory(0, read), cancelled);
            await to.FlushAsync(cancelled);
            await Task.Delay(Tick, time, cancelled);
        }
    }
}

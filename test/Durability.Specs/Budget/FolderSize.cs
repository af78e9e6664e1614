namespace EdgeActors.Specs.Budget;

/// <summary>Samples the size of a folder, every file in it counted, every 5 ms by a thread of its own.</summary>
internal sealed class FolderSize : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private readonly string _folder;
    private long _largest;
    private int _samples;

    public FolderSize(string folder)
    {
        _folder = folder;
        _thread = new Thread(Sample) { IsBackground = true, Name = "folder-size", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>Largest sum seen, in bytes.</summary>
    public long Largest => Interlocked.Read(ref _largest);

    public int Samples => Volatile.Read(ref _samples);

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Sample()
    {
        while (!_stop.Wait(Period))
        {
            long sum = 0;
            foreach (FileInfo file in new DirectoryInfo(_folder).Exists ? new DirectoryInfo(_folder).GetFiles() : [])
            {
                // A side file may go between the listing and the look at it.
                sum += file.Exists ? file.Length : 0;
            }

            _largest = Math.Max(_largest, sum);
            _samples++;
        }
    }
}

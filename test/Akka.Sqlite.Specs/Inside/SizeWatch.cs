using System.Diagnostics;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>Adds up the files of a folder every 5 ms and remembers the most.</summary>
internal sealed class SizeWatch : IDisposable
{
    private readonly string _folder;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public SizeWatch(string folder)
    {
        _folder = folder;
        _thread = new Thread(Watch) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public long Most { get; private set; }

    public int Samples { get; private set; }

    public static long Bytes(string folder)
    {
        long sum = 0;
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            FileInfo info = new(file);
            sum += info.Exists ? info.Length : 0;
        }

        return sum;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
    }

    private void Watch()
    {
        Stopwatch clock = Stopwatch.StartNew();
        do
        {
            Most = Math.Max(Most, Bytes(_folder));
            Samples++;
        }
        while (!_stop.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(Math.Max(1, 5 - (clock.ElapsedMilliseconds % 5)))));
    }
}

using System.Diagnostics;

namespace EdgeActors.Specs.Engines;

/// <summary>A named pipe. It is held open at both ends, so that who opens it by mistake need not wait for ever.</summary>
internal sealed class Pipe : IDisposable
{
    private readonly FileStream _held;

    public Pipe(string path)
    {
        using Process made = Process.Start("mkfifo", path);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        _held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    public void Dispose() => _held.Dispose();
}

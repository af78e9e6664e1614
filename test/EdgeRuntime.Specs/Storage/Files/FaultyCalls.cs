using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Storage.Files;

/// <summary>Real calls of which the nth, or every one from the nth on, fails with an error number.</summary>
internal sealed class FaultyCalls(int nth = int.MaxValue, int error = Errors.InputOutput, bool onwards = false) : IFileCalls
{
    private readonly IFileCalls _real = FileCalls.ForThisSystem();
    private int _count;

    public int Count => _count;

    /// <summary>Set while all is to work again.</summary>
    public bool Healed { get; set; }

    /// <summary>Another owner than the files have.</summary>
    public uint? OtherUser { get; init; }

    public uint? User => OtherUser ?? _real.User;

    public int Open(int folder, string name, FileOpening opening) => Fails() ? -error : _real.Open(folder, name, opening);

    public int Write(int descriptor, ReadOnlySpan<byte> bytes) =>
        Fails() ? HalfWritten(descriptor, bytes) : _real.Write(descriptor, bytes);

    public int Read(int descriptor, Span<byte> bytes, long offset) => Fails() ? -error : _real.Read(descriptor, bytes, offset);

    public int Sync(int descriptor) => Fails() ? -error : _real.Sync(descriptor);

    public int Close(int descriptor)
    {
        int closed = _real.Close(descriptor);
        return Fails() ? -error : closed;
    }

    public int Status(int descriptor, out FileStatus status)
    {
        int result = _real.Status(descriptor, out status);
        return Fails() ? -error : result;
    }

    public int Rename(int fromFolder, string from, int toFolder, string to) => Fails() ? -error : _real.Rename(fromFolder, from, toFolder, to);

    public int Remove(int folder, string name) => Fails() ? -error : _real.Remove(folder, name);

    public int MakeFolder(int folder, string name) => Fails() ? -error : _real.MakeFolder(folder, name);

    public int RemoveFolder(int folder, string name) => Fails() ? -error : _real.RemoveFolder(folder, name);

    public int Truncate(int descriptor, long length) => Fails() ? -error : _real.Truncate(descriptor, length);

    private int HalfWritten(int descriptor, ReadOnlySpan<byte> bytes)
    {
        _ = _real.Write(descriptor, bytes[..(bytes.Length / 2)]);
        return -error;
    }

    private bool Fails()
    {
        int now = Interlocked.Increment(ref _count);
        return !Healed && (onwards ? now >= nth : now == nth);
    }
}

using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Fleet.Stores;

/// <summary>File calls of a share whose server has gone: they block until it is back.</summary>
internal sealed class HangingCalls : IFileCalls
{
    private readonly IFileCalls _real = FileCalls.ForSharedFolders();
    private readonly TaskCompletionSource _back = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public int Waiting => Volatile.Read(ref _waiting);

    public uint? User => _real.User;

    public void Release() => _back.TrySetResult();

    public int Open(int folder, string name, FileOpening opening)
    {
        Interlocked.Increment(ref _waiting);
        _back.Task.GetAwaiter().GetResult();
        Interlocked.Decrement(ref _waiting);
        return _real.Open(folder, name, opening);
    }

    public int Write(int descriptor, ReadOnlySpan<byte> bytes) => _real.Write(descriptor, bytes);

    public int Read(int descriptor, Span<byte> bytes, long offset) => _real.Read(descriptor, bytes, offset);

    public int Sync(int descriptor) => _real.Sync(descriptor);

    public int Close(int descriptor) => _real.Close(descriptor);

    public int Status(int descriptor, out FileStatus status) => _real.Status(descriptor, out status);

    public int Rename(int fromFolder, string from, int toFolder, string to) => _real.Rename(fromFolder, from, toFolder, to);

    public int Remove(int folder, string name) => _real.Remove(folder, name);

    public int RemoveFolder(int folder, string name) => _real.RemoveFolder(folder, name);

    public int Truncate(int descriptor, long length) => _real.Truncate(descriptor, length);

    public int MakeFolder(int folder, string name) => _real.MakeFolder(folder, name);
}

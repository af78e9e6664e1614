using System.Buffers;
using System.Runtime.InteropServices;

namespace EdgeActors.Grpc.Transport.Blocks;

/// <summary>One block. What lives as long as the pool is pinned, since sockets read into it again and again; the others the collector may move.</summary>
/// <param name="bytes">Its size.</param>
/// <param name="giveBack">Where it goes when its user is done; null for the collector.</param>
internal sealed class Block(int bytes, Action<Block>? giveBack) : IMemoryOwner<byte>
{
    private readonly byte[] _array = GC.AllocateUninitializedArray<byte>(bytes, pinned: giveBack is not null);
    private bool _isTaken;

    public Memory<byte> Memory => giveBack is null ? _array : MemoryMarshal.CreateFromPinnedArray(_array, 0, _array.Length);

    /// <summary>Its user has it from now on.</summary>
    public void Take() => Volatile.Write(ref _isTaken, true);

    /// <summary>Gives it back, once: a block that came back twice would go to two users, and one would read the other's tensors.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isTaken, false))
        {
            giveBack?.Invoke(this);
        }
    }
}

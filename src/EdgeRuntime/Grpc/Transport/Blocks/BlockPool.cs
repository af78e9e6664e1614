using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace EdgeActors.Grpc.Transport.Blocks;

/// <summary>
/// The memory between sockets and calls. Kestrel's own pool hands out 4 KiB, and each block of a tensor then costs a read, a wake-up of its
/// call and a segment to parse: blocks of 64 KiB move a tensor of 6 MB in a third of the time (docs/performance.md). Their number is bounded, so that
/// clients which stall in the midst of what they send hold little; whoever comes when all are taken gets blocks as small as Kestrel's.
/// </summary>
/// <param name="blockBytes">Bytes of a large block.</param>
/// <param name="maxBlocks">Large blocks at a time. They are kept for the next ones.</param>
internal sealed class BlockPool(int blockBytes, int maxBlocks) : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>What a block has when no large one is left: as much as one of Kestrel's own.</summary>
    public const int SmallBytes = 4096;

    private readonly Lock _gate = new();

    // The last one that came back goes out first: its memory is still in the processor's cache.
    private readonly Stack<Block> _free = [];
    private int _made;

    public override int MaxBufferSize => blockBytes;

    /// <summary>Itself: Kestrel asks once for each of its queues, and the bound is to hold for all of them together.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <summary>A block of at least so many bytes; its owner gives it back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MaxBufferSize"/>.</exception>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, blockBytes);
        return TakeLarge() ?? new Block(Math.Max(minBufferSize, SmallBytes), giveBack: null);
    }

    // Kestrel does so at its end, when connections that it has cut may still hold some: nothing is to be done, the collector takes them all.
    protected override void Dispose(bool disposing)
    {
    }

    private Block? TakeLarge()
    {
        lock (_gate)
        {
            if (!_free.TryPop(out Block? block))
            {
                if (_made == maxBlocks)
                {
                    return null;
                }

                _made++;
                block = new Block(blockBytes, GiveBack);
            }

            block.Take();
            return block;
        }
    }

    private void GiveBack(Block block)
    {
        lock (_gate)
        {
            _free.Push(block);
        }
    }
}

using System.Buffers;
using System.Runtime.InteropServices;
using EdgeActors.Grpc.Transport.Blocks;

namespace EdgeActors.Specs.Grpc.Transport.Blocks;

public sealed class BlockPoolSpecs : IDisposable
{
    private const int Large = 65_536;
    private readonly BlockPool _pool = new(Large, maxBlocks: 2);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void Blocks_are_large_until_all_are_taken_and_small_then()
    {
        int[] sizes = [.. Enumerable.Range(0, 4).Select(_ => _pool.Rent(2048).Memory.Length)];

        Assert.Equal([Large, Large, 4096, 4096], sizes);
    }

    [Fact]
    public void None_is_large_when_none_is_allowed()
    {
        using BlockPool none = new(Large, maxBlocks: 0);

        Assert.Equal(4096, none.Rent().Memory.Length);
    }

    [Fact]
    public void What_came_back_last_goes_out_first()
    {
        IMemoryOwner<byte> first = _pool.Rent();
        IMemoryOwner<byte> second = _pool.Rent();
        byte[] array = Array(second);
        first.Dispose();
        second.Dispose();

        Assert.Same(array, Array(_pool.Rent()));
    }

    [Fact]
    public void A_block_that_is_given_back_twice_goes_to_one_user()
    {
        IMemoryOwner<byte> block = _pool.Rent();
        block.Dispose();
        block.Dispose();

        Assert.NotSame(Array(_pool.Rent()), Array(_pool.Rent()));
    }

    [Fact]
    public void A_small_block_does_not_come_back()
    {
        IMemoryOwner<byte>[] large = [_pool.Rent(), _pool.Rent()];
        _pool.Rent().Dispose();

        Assert.Equal(4096, _pool.Rent().Memory.Length);
        Assert.Equal(Large, large[0].Memory.Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(Large)]
    public void A_block_has_what_was_asked_for_large_or_not(int asked)
    {
        IMemoryOwner<byte>[] blocks = [_pool.Rent(asked), _pool.Rent(asked), _pool.Rent(asked)];

        Assert.All(blocks, block => Assert.InRange(block.Memory.Length, Math.Max(asked, 4096), Large));
    }

    [Fact]
    public void More_than_a_large_block_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => _pool.Rent(Large + 1));

    [Fact]
    public void All_that_Kestrel_asks_it_for_share_the_bound()
    {
        _pool.Create().Rent();
        _pool.Create().Rent();

        Assert.Equal(4096, _pool.Create().Rent().Memory.Length);
    }

    [Fact]
    public async Task Users_at_the_same_time_never_have_the_same_block()
    {
        using BlockPool pool = new(Large, maxBlocks: 3);
        await Task.WhenAll(Enumerable.Range(1, 8).Select(user => Task.Run(() =>
        {
            for (int turn = 0; turn < 5000; turn++)
            {
                using IMemoryOwner<byte> block = pool.Rent();
                block.Memory.Span[0] = (byte)user;
                Thread.Yield();
                Assert.Equal(user, block.Memory.Span[0]);
            }
        })));
    }

    private static byte[] Array(IMemoryOwner<byte> block)
    {
        Assert.True(MemoryMarshal.TryGetArray<byte>(block.Memory, out ArraySegment<byte> segment));
        return segment.Array!;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeActors.Models.Tensors;

/// <summary>
/// Pooled native memory for tensors on their way to an engine, aligned to 64 bytes because engines vectorise. All buffers out
/// at one time together stay within <see cref="Budget"/>; up to <see cref="Cached"/> bytes are kept for the next request.
/// Thread-safe.
/// </summary>
public sealed class TensorMemory : IDisposable
{
    private const int Alignment = 64;
    private const int SmallestClass = 8;

    private readonly ConcurrentBag<nint>[] _free = [.. Enumerable.Range(0, 64).Select(_ => new ConcurrentBag<nint>())];
    private long _out;
    private long _cached;

    /// <summary>Creates an empty pool.</summary>
    /// <param name="budget">Bytes that may be out at one time, at least 1.</param>
    /// <param name="cache">Bytes that may wait for re-use, 0 or more.</param>
    public TensorMemory(long budget, long cache)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(cache);
        (Budget, CacheLimit) = (budget, cache);
    }

    /// <summary>Bytes that may be out at one time.</summary>
    public long Budget { get; }

    /// <summary>Bytes that may wait for re-use.</summary>
    public long CacheLimit { get; }

    /// <summary>Bytes that are out now, rounded up to the pool's size classes.</summary>
    public long InUse => Interlocked.Read(ref _out);

    /// <summary>Bytes that wait for re-use now.</summary>
    public long Cached => Interlocked.Read(ref _cached);

    /// <summary>Leases <paramref name="length"/> uninitialised bytes; false when the budget would be exceeded or the system has no memory.</summary>
    public bool TryRent(long length, [NotNullWhen(true)] out NativeBuffer? buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        buffer = null;
        if (length > Budget)
        {
            return false;
        }

        int sizeClass = Math.Max(SmallestClass, 64 - BitOperations.LeadingZeroCount((ulong)Math.Max(length, 1) - 1));
        long size = 1L << sizeClass;
        if (Interlocked.Add(ref _out, size) > Budget)
        {
            Interlocked.Add(ref _out, -size);
            return false;
        }

        if (_free[sizeClass].TryTake(out nint address))
        {
            Interlocked.Add(ref _cached, -size);
        }
        else if (!TryAllocate(size, out address))
        {
            Interlocked.Add(ref _out, -size);
            return false;
        }

        buffer = new NativeBuffer(this, address, length, sizeClass);
        return true;
    }

    /// <summary>Frees what is cached. Buffers that are still out free themselves when they come back.</summary>
    public void Dispose()
    {
        for (int sizeClass = 0; sizeClass < _free.Length; sizeClass++)
        {
            while (_free[sizeClass].TryTake(out nint address))
            {
                Interlocked.Add(ref _cached, -(1L << sizeClass));
                Free(address);
            }
        }
    }

    internal void Return(nint address, int sizeClass)
    {
        long size = 1L << sizeClass;
        Interlocked.Add(ref _out, -size);
        if (Interlocked.Add(ref _cached, size) <= CacheLimit)
        {
            _free[sizeClass].Add(address);
            return;
        }

        Interlocked.Add(ref _cached, -size);
        Free(address);
    }

    private static unsafe bool TryAllocate(long size, out nint address)
    {
        try
        {
            address = (nint)NativeMemory.AlignedAlloc((nuint)size, Alignment);
            return true;
        }
        catch (OutOfMemoryException)
        {
            address = 0;
            return false;
        }
    }

    private static unsafe void Free(nint address) => NativeMemory.AlignedFree((void*)address);
}

/// <summary>A leased buffer of <see cref="TensorMemory"/>.</summary>
public sealed class NativeBuffer : TensorData
{
    private readonly TensorMemory _owner;
    private readonly int _sizeClass;
    private nint _address;

    internal NativeBuffer(TensorMemory owner, nint address, long length, int sizeClass) =>
        (_owner, _address, Length, _sizeClass) = (owner, address, length, sizeClass);

    /// <inheritdoc />
    public override nint Address
    {
        get
        {
            ObjectDisposedException.ThrowIf(_address == 0, this);
            return _address;
        }
    }

    /// <inheritdoc />
    public override long Length { get; }

    /// <summary>Up to 2 GiB of the buffer from <paramref name="offset"/> on, to write to.</summary>
    public unsafe Span<byte> Span(long offset) => new((byte*)Address + offset, (int)Math.Min(Length - offset, int.MaxValue));

    /// <inheritdoc />
    public override void Dispose()
    {
        nint address = Interlocked.Exchange(ref _address, 0);
        if (address != 0)
        {
            _owner.Return(address, _sizeClass);
        }
    }
}

using System.Runtime.InteropServices;

namespace EdgeActors.Hosting;

/// <summary>
/// Keeps the C library's heap from growing by fragmentation in a process that loads and unloads models for months. glibc gives every
/// thread an arena of its own, and what is free in one serves no other; and once a large block was freed it takes blocks of that size
/// from an arena, where a small neighbour keeps them from going back.
/// </summary>
internal static unsafe class NativeHeap
{
    private const int ArenaMax = -8;
    private const int Arenas = 2;
    private const int MapThreshold = -3;
    private const int MappedFromBytes = 128 << 10;

    /// <summary>
    /// Few arenas, and blocks from 128 KiB on in mappings of their own. Call once, early. False with a C library other than glibc, which
    /// has nothing of this to set.
    /// </summary>
    public static bool Limit()
    {
        if (!OperatingSystem.IsLinux()
            || !NativeLibrary.TryLoad("libc.so.6", out nint libc)
            || !NativeLibrary.TryGetExport(libc, "mallopt", out nint mallopt))
        {
            return false;
        }

        var set = (delegate* unmanaged<int, int, int>)mallopt;
        return set(ArenaMax, Arenas) == 1 && set(MapThreshold, MappedFromBytes) == 1;
    }
}

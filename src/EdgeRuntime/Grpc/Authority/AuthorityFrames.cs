using System.Buffers;
using System.Runtime.InteropServices;

namespace EdgeActors.Grpc.Authority;

/// <summary>
/// Follows the HTTP/2 frames of one client and edits its header blocks where they lie, in the connection's own buffers. Frames that
/// carry no headers are stepped over, not looked at.
/// </summary>
internal sealed class AuthorityFrames
{
    /// <summary>Bytes of a header block, over all its frames, beyond which the server is left to refuse it.</summary>
    public const int LargestBlock = 64 * 1024;

    private const int PrefaceBytes = 24;
    private const int HeaderBytes = 9;
    private const int LargestFrame = 16 * 1024;
    private const int MostFragments = 16;
    private const byte HeadersFrame = 1;
    private const byte ContinuationFrame = 9;
    private const byte EndHeaders = 0x4;
    private const byte Padded = 0x8;
    private const byte Priority = 0x20;

    private readonly HeaderBlockEditor _editor = new();
    private readonly (long Offset, int Length)[] _fragments = new (long, int)[MostFragments];

    // The preface is the server's to check; it is stepped over like a frame.
    private long _skip = PrefaceBytes;
    private bool _sawBlock;

    /// <summary>No more looking: the client sends valid authorities, or nothing that the server would accept.</summary>
    public bool Done { get; private set; }

    /// <summary>Goes through the bytes that follow those passed before.</summary>
    /// <returns>How many of them may go on to the server; the rest is the beginning of a header block.</returns>
    public long Pass(in ReadOnlySequence<byte> bytes)
    {
        var passed = 0L;
        while (!Done)
        {
            var left = bytes.Length - passed;
            if (_skip > 0)
            {
                var step = Math.Min(_skip, left);
                _skip -= step;
                passed += step;
                if (_skip > 0)
                {
                    return passed;
                }

                continue;
            }

            var rest = bytes.Slice(passed);
            if (!TryReadHeader(rest, out var frame))
            {
                return passed;
            }

            if (frame.Length > LargestFrame || frame.Type == ContinuationFrame)
            {
                Done = true;
            }
            else if (frame.Type != HeadersFrame)
            {
                _skip = HeaderBytes + frame.Length;
            }
            else if (TryPassBlock(rest, frame) is { } length)
            {
                passed += length;
            }
            else if (!Done)
            {
                return passed;
            }
        }

        return bytes.Length;
    }

    /// <summary>The length of the header block's frames, edited; null when it is not here whole, or <see cref="Done"/>.</summary>
    private long? TryPassBlock(in ReadOnlySequence<byte> rest, FrameHeader frame)
    {
        var (count, size, end) = (0, 0, 0L);
        while (true)
        {
            if (rest.Length < end + HeaderBytes + frame.Length)
            {
                return null;
            }

            if (!TryFindFragment(rest, end, frame, out var fragment))
            {
                Done = true;
                return null;
            }

            _fragments[count++] = fragment;
            size += fragment.Length;
            end += HeaderBytes + frame.Length;
            if ((frame.Flags & EndHeaders) != 0)
            {
                Edit(rest, count, size);
                return end;
            }

            if (!TryReadHeader(rest.Slice(end), out frame))
            {
                return null;
            }

            if (frame.Type != ContinuationFrame || frame.Length > LargestFrame || size + frame.Length > LargestBlock || count == MostFragments)
            {
                Done = true;
                return null;
            }
        }
    }

    private static bool TryFindFragment(
        in ReadOnlySequence<byte> rest, long frameStart, FrameHeader frame, out (long Offset, int Length) fragment)
    {
        var (before, after) = (0, 0);
        if (frame.Type == HeadersFrame)
        {
            if ((frame.Flags & Padded) != 0 && frame.Length > 0)
            {
                (before, after) = (1, rest.Slice(frameStart + HeaderBytes).FirstSpan[0]);
            }

            before += (frame.Flags & Priority) != 0 ? 5 : 0;
        }

        fragment = (frameStart + HeaderBytes + before, frame.Length - before - after);
        return fragment.Length >= 0;
    }

    private void Edit(in ReadOnlySequence<byte> rest, int count, int size)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(size);
        var block = scratch.AsSpan(0, size);
        var at = 0;
        foreach (var (offset, length) in _fragments.AsSpan(0, count))
        {
            rest.Slice(offset, length).CopyTo(block.Slice(at, length));
            at += length;
        }

        var edit = _editor.Edit(block);
        if (edit == HeaderBlockEdit.Changed)
        {
            at = 0;
            foreach (var (offset, length) in _fragments.AsSpan(0, count))
            {
                Overwrite(rest.Slice(offset, length), block.Slice(at, length));
                at += length;
            }
        }

        Done = edit == HeaderBlockEdit.Malformed || (edit == HeaderBlockEdit.Untouched && !_sawBlock);
        _sawBlock = true;
        ArrayPool<byte>.Shared.Return(scratch);
    }

    /// <summary>
    /// Writes into the received bytes. Between receiving and parsing nobody else reads or writes them, and the length stays, so no
    /// byte of the connection has to be moved or copied.
    /// </summary>
    private static void Overwrite(in ReadOnlySequence<byte> place, ReadOnlySpan<byte> bytes)
    {
        foreach (var segment in place)
        {
            bytes[..segment.Length].CopyTo(MemoryMarshal.AsMemory(segment).Span);
            bytes = bytes[segment.Length..];
        }
    }

    private static bool TryReadHeader(in ReadOnlySequence<byte> rest, out FrameHeader frame)
    {
        frame = default;
        if (rest.Length < HeaderBytes)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        rest.Slice(0, HeaderBytes).CopyTo(header);
        frame = new FrameHeader((header[0] << 16) | (header[1] << 8) | header[2], header[3], header[4]);
        return true;
    }

    private readonly record struct FrameHeader(int Length, byte Type, byte Flags);
}

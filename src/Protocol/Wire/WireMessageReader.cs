using System.Buffers;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Protocol.Wire;

/// <summary>What a message wants done with a length-delimited field.</summary>
public enum WireUse
{
    /// <summary>Unknown: leave it out.</summary>
    Skip,

    /// <summary>Small: hand it over whole.</summary>
    Whole,

    /// <summary>Large: hand it over piece by piece, as it arrives.</summary>
    Stream,

    /// <summary>A message in the message: read its fields.</summary>
    Message,
}

/// <summary>
/// Reads one protobuf message as its bytes arrive, whatever the cuts between them, and hands each field to the derived class. It
/// holds no bytes itself. A claimed length is compared with what is left of the enclosing message before anyone hears of it.
/// </summary>
public abstract class WireMessageReader
{
    private readonly WireScopes _scopes = new();
    private long _taken;
    private long _streaming;
    private long _skipping;

    /// <summary>The message begins; <paramref name="length"/> is its size or an upper bound of it.</summary>
    public void Start(long length) => _scopes.Begin(length);

    /// <summary>
    /// Takes what it can; the rest comes again with more behind it. With <paramref name="last"/> the message ends here.
    /// </summary>
    /// <returns>The position up to which bytes were taken.</returns>
    /// <exception cref="GrpcException">INTERNAL: no protobuf message; or what the derived class throws.</exception>
    public SequencePosition Parse(in ReadOnlySequence<byte> bytes, bool last)
    {
        SequenceReader<byte> reader = new(bytes);
        while (Advance(ref reader))
        {
            // Every turn takes a field, a piece of one, or closes a message.
        }

        if (last && (!reader.End || _streaming > 0 || _skipping > 0 || !_scopes.AtTop))
        {
            throw WireTag.Malformed("it ends in the middle of a field");
        }

        _taken += reader.Consumed;
        return reader.Position;
    }

    /// <summary>Says what to do with a length-delimited field. May be asked again for the same field; must not change anything.</summary>
    /// <param name="scope">0 for the message itself, else what <see cref="OnMessage"/> returned.</param>
    /// <param name="tag">The field.</param>
    /// <param name="length">Its bytes.</param>
    protected abstract WireUse UseOf(int scope, uint tag, long length);

    /// <summary>An integer field, known or not.</summary>
    protected abstract void OnInteger(int scope, uint tag, ulong value);

    /// <summary>A field of <see cref="WireUse.Whole"/>; the bytes are valid during the call.</summary>
    protected abstract void OnWhole(int scope, uint tag, ReadOnlySpan<byte> value);

    /// <summary>A field of <see cref="WireUse.Stream"/> begins; the pieces follow.</summary>
    protected abstract void OnStream(int scope, uint tag, long length);

    /// <summary>The next piece of the streamed field.</summary>
    protected abstract void OnPiece(ReadOnlySpan<byte> piece);

    /// <summary>A message in the message begins.</summary>
    /// <returns>The number by which its fields are announced, above 0.</returns>
    protected abstract int OnMessage(int scope, uint tag);

    private bool Advance(ref SequenceReader<byte> reader)
    {
        if (_streaming > 0)
        {
            return TakePiece(ref reader);
        }

        if (_skipping > 0)
        {
            return SkipPiece(ref reader);
        }

        _scopes.CloseAt(_taken + reader.Consumed);
        long before = reader.Consumed;
        if (ReadField(ref reader))
        {
            return true;
        }

        reader.Rewind(reader.Consumed - before);
        return false;
    }

    private bool TakePiece(ref SequenceReader<byte> reader)
    {
        ReadOnlySpan<byte> piece = reader.UnreadSpan;
        if (piece.Length > _streaming)
        {
            piece = piece[..(int)_streaming];
        }

        OnPiece(piece);
        reader.Advance(piece.Length);
        _streaming -= piece.Length;
        return piece.Length > 0;
    }

    private bool SkipPiece(ref SequenceReader<byte> reader)
    {
        long piece = Math.Min(_skipping, reader.Remaining);
        reader.Advance(piece);
        _skipping -= piece;
        return piece > 0;
    }

    private bool ReadField(ref SequenceReader<byte> reader)
    {
        if (!WireVarint.TryRead(ref reader, out ulong key))
        {
            return false;
        }

        if (key is < 8 or > uint.MaxValue)
        {
            throw WireTag.Malformed("a field has an impossible number");
        }

        uint tag = (uint)key;
        switch (WireTag.Type(tag))
        {
            case WireType.Varint:
                return ReadInteger(ref reader, tag);
            case WireType.Delimited:
                return ReadDelimited(ref reader, tag);
            case WireType.Fixed64:
                return SkipFixed(reader.Consumed, sizeof(ulong));
            case WireType.Fixed32:
                return SkipFixed(reader.Consumed, sizeof(uint));
            case WireType.StartGroup:
                _scopes.EnterGroup(WireTag.Number(tag));
                break;
            case WireType.EndGroup:
                _scopes.LeaveGroup(WireTag.Number(tag));
                break;
            default:
                throw WireTag.Malformed("a field has an unknown wire type");
        }

        _scopes.Demand(_taken + reader.Consumed, 0);
        return true;
    }

    private bool ReadInteger(ref SequenceReader<byte> reader, uint tag)
    {
        if (!WireVarint.TryRead(ref reader, out ulong value))
        {
            return false;
        }

        _scopes.Demand(_taken + reader.Consumed, 0);
        if (!_scopes.InGroup)
        {
            OnInteger(_scopes.Current, tag, value);
        }

        return true;
    }

    private bool SkipFixed(long consumed, int size)
    {
        _scopes.Demand(_taken + consumed, (ulong)size);
        _skipping = size;
        return true;
    }

    private bool ReadDelimited(ref SequenceReader<byte> reader, uint tag)
    {
        if (!WireVarint.TryRead(ref reader, out ulong claimed))
        {
            return false;
        }

        long at = _taken + reader.Consumed;
        _scopes.Demand(at, claimed);
        long length = (long)claimed;
        switch (_scopes.InGroup ? WireUse.Skip : UseOf(_scopes.Current, tag, length))
        {
            case WireUse.Message:
                _scopes.Open(OnMessage(_scopes.Current, tag), at + length);
                return true;
            case WireUse.Stream:
                OnStream(_scopes.Current, tag, length);
                _streaming = length;
                return true;
            case WireUse.Whole:
                return TakeWhole(ref reader, tag, length);
            default:
                _skipping = length;
                return true;
        }
    }

    private bool TakeWhole(ref SequenceReader<byte> reader, uint tag, long length)
    {
        if (reader.Remaining < length)
        {
            return false;
        }

        if (reader.UnreadSpan.Length >= length)
        {
            OnWhole(_scopes.Current, tag, reader.UnreadSpan[..(int)length]);
        }
        else
        {
            OnWhole(_scopes.Current, tag, reader.UnreadSequence.Slice(0, length).ToArray());
        }

        reader.Advance(length);
        return true;
    }
}

using System.Text;

namespace EdgeActors.Models.Tensors;

/// <summary>
/// A tensor's name: any bytes, since some converters write names that are no UTF-8. Two names are equal when their bytes
/// are. <see cref="ToString"/> is for people and logs only.
/// </summary>
public sealed class TensorName : IEquatable<TensorName>
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _bytes;

    /// <summary>Copies <paramref name="bytes"/>.</summary>
    public TensorName(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    /// <summary>The UTF-8 bytes of <paramref name="text"/>.</summary>
    public TensorName(string text) => _bytes = Encoding.UTF8.GetBytes(text);

    /// <summary>The empty name, which a request uses to mean "by position".</summary>
    public static TensorName Empty { get; } = new([]);

    /// <summary>The name as it is on the wire.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether no name was given.</summary>
    public bool IsEmpty => _bytes.Length == 0;

    /// <summary>Whether <paramref name="other"/> has the same bytes.</summary>
    public bool Equals(TensorName? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as TensorName);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The text, with control characters and bytes that are no UTF-8 as <c>\xNN</c>, cut at 128 characters.</summary>
    public override string ToString()
    {
        const int longest = 128;
        StringBuilder text = new();
        try
        {
            foreach (char c in Strict.GetString(_bytes))
            {
                text.Append(char.IsControl(c) ? $"\\x{(int)c:X2}" : c.ToString());
            }
        }
        catch (DecoderFallbackException)
        {
            text.Clear();
            foreach (byte b in _bytes)
            {
                text.Append(b is >= 0x20 and < 0x7F ? ((char)b).ToString() : $"\\x{b:X2}");
            }
        }

        return text.Length <= longest ? text.ToString() : text.ToString(0, longest) + "…";
    }
}

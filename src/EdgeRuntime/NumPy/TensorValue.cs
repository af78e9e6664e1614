using EdgeActors.Models.Tensors;

namespace EdgeActors.NumPy;

/// <summary>A tensor with its bytes, as the client verbs read, send, receive and show it.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Extents, none negative; empty for a scalar.</param>
/// <param name="Bytes">Little-endian elements, row by row.</param>
internal sealed record TensorValue(TensorType Type, IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Elements that are there.</summary>
    public int Count => Bytes.Length / Type.ByteSize();
}

/// <summary>A tensor that somebody gave us cannot be used. The message says what is wrong and what to do.</summary>
internal sealed class TensorFormatException(string message) : Exception(message);

/// <summary>Shapes as text and as numbers of elements.</summary>
internal static class TensorShape
{
    /// <summary>For example <c>1x3x224x224</c>, <c>?x4</c> with an unknown extent, <c>scalar</c> without extents.</summary>
    public static string Text(IEnumerable<int> shape)
    {
        string text = string.Join('x', shape.Select(extent => extent < 0 ? "?" : $"{extent}"));
        return text.Length == 0 ? "scalar" : text;
    }

    /// <summary>Elements of a tensor with these extents; false when that is more than <paramref name="most"/>.</summary>
    public static bool TryCount(IReadOnlyCollection<int> shape, long most, out long count)
    {
        // An extent of 0 empties the tensor however large the others are.
        count = 1;
        if (shape.Contains(0))
        {
            count = 0;
            return true;
        }

        foreach (int extent in shape)
        {
            if (extent < 0 || count > most / extent)
            {
                return false;
            }

            count *= extent;
        }

        return count <= most;
    }

    /// <summary>
    /// The declared shape with its one unknown extent, if any, worked out from <paramref name="count"/> elements.
    /// </summary>
    /// <exception cref="TensorFormatException">The elements do not fill the shape, or several extents are unknown.</exception>
    public static int[] Fill(IReadOnlyList<int> declared, long count)
    {
        int unknown = declared.Count(extent => extent < 0);
        bool counted = TryCount([.. declared.Where(extent => extent >= 0)], int.MaxValue, out long known);
        if (unknown > 1)
        {
            throw new TensorFormatException(
                $"the model leaves several extents of {Text(declared)} open; give the shape, for example NAME=float32:1x3x224x224:FILE");
        }

        bool fits = unknown == 0 ? known == count : known > 0 && count % known == 0 && count / known <= int.MaxValue;
        if (!counted || !fits)
        {
            throw new TensorFormatException($"{count} elements do not fill the shape {Text(declared)}");
        }

        return [.. declared.Select(extent => extent >= 0 ? extent : (int)(count / known))];
    }
}

using System.Text;
using EdgeActors.Models;

namespace EdgeActors.Engines.Onnx.Loading;

/// <summary>
/// Finds every place outside an ONNX file that the file wants read, before the engine sees it: the engine would follow some of them
/// to files of others, or to raw memory. Knows only the messages that can hold a tensor and passes over all else.
/// </summary>
internal static class ExternalDataScan
{
    /// <summary>Messages within messages that are followed; the engine's own reader gives up at 100.</summary>
    public const int DeepestNesting = 100;

    /// <summary>Different places that one model may name.</summary>
    public const int MostLocations = 100_000;

    private const int LongestLocation = 4096;

    private enum Message
    {
        Other,
        Model,
        Training,
        Graph,
        Function,
        Node,
        Attribute,
        Tensor,
        SparseTensor,
        Entry,
    }

    /// <summary>The distinct locations that <paramref name="model"/> names, as written in it.</summary>
    /// <exception cref="ModelFaultException">FailedPrecondition: no ONNX file, or more nested or longer than any honest one.</exception>
    public static IReadOnlyCollection<string> Locations(Stream model, string file, CancellationToken cancelled)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        try
        {
            using ProtobufReader reader = new(model);
            Walk(reader, found, cancelled);
        }
        catch (Exception error) when (error is InvalidDataException or DecoderFallbackException)
        {
            throw new ModelFaultException(
                FaultCode.FailedPrecondition,
                $"The model '{file}' cannot be loaded: it is not an ONNX file, or it is damaged ({error.Message}). Export or deploy it again.",
                error);
        }

        return found;
    }

    private static void Walk(ProtobufReader reader, HashSet<string> found, CancellationToken cancelled)
    {
        Stack<(Message Message, long End)> open = new();
        open.Push((Message.Model, reader.Length));
        while (open.Count > 0)
        {
            (Message message, long end) = open.Peek();
            if (reader.Position >= end)
            {
                open.Pop();
                continue;
            }

            cancelled.ThrowIfCancellationRequested();
            (int number, WireType type) = reader.ReadTag();
            Message inner = type == WireType.Delimited ? Within(message, number) : Message.Other;
            if (inner == Message.Entry)
            {
                ReadEntry(reader, reader.ReadEnd(end), found);
            }
            else if (inner != Message.Other)
            {
                open.Push((inner, reader.ReadEnd(end)));
                Bound(open.Count, DeepestNesting, "messages within messages");
            }
            else
            {
                reader.Skip(type, end);
            }
        }
    }

    /// <summary>Field numbers of the ONNX format.</summary>
    private static Message Within(Message message, int field) => (message, field) switch
    {
        (Message.Model, 7) => Message.Graph,
        (Message.Model, 20) => Message.Training,
        (Message.Model, 25) => Message.Function,
        (Message.Training, 1 or 2) => Message.Graph,
        (Message.Graph, 1) or (Message.Function, 7) => Message.Node,
        (Message.Graph, 5) => Message.Tensor,
        (Message.Graph, 15) => Message.SparseTensor,
        (Message.Node, 5) or (Message.Function, 11) => Message.Attribute,
        (Message.Attribute, 5 or 10) => Message.Tensor,
        (Message.Attribute, 6 or 11) => Message.Graph,
        (Message.Attribute, 22 or 23) => Message.SparseTensor,
        (Message.SparseTensor, 1 or 2) => Message.Tensor,
        (Message.Tensor, 13) => Message.Entry,
        _ => Message.Other,
    };

    /// <summary>One key and value of a tensor's external data. A repeated field counts with its last value, as in any protobuf.</summary>
    private static void ReadEntry(ProtobufReader reader, long end, HashSet<string> found)
    {
        bool isLocation = false;
        string value = string.Empty;
        while (reader.Position < end)
        {
            (int number, WireType type) = reader.ReadTag();
            if (type == WireType.Delimited && number is 1 or 2)
            {
                long last = reader.ReadEnd(end);
                Bound(last - reader.Position, LongestLocation, "bytes of text about external data");
                string text = Strict.GetString(reader.ReadBytes(last));
                (isLocation, value) = number == 1 ? (text == "location", value) : (isLocation, text);
            }
            else
            {
                reader.Skip(type, end);
            }
        }

        if (isLocation)
        {
            found.Add(value);
            Bound(found.Count, MostLocations, "files with external data");
        }
    }

    private static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static void Bound(long count, long most, string what)
    {
        if (count > most)
        {
            throw new InvalidDataException($"more than {most} {what}");
        }
    }
}

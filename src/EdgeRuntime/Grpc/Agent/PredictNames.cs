using System.Globalization;
using System.Text;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Agent;

/// <summary>The names of models and tensors that Predict and CaptureData requests hold. Thread-safe, one per method.</summary>
internal sealed class PredictNames
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly NameCache<string> _models = new(Decode);
    private readonly NameCache<TensorName> _tensors = new(static bytes => new TensorName(bytes));
    private readonly NameCache<string> _captured = new(DecodeOrEscape);

    /// <summary>A model's handle.</summary>
    /// <exception cref="GrpcException">INVALID_ARGUMENT: no UTF-8.</exception>
    public string Model(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "" : _models.Get(bytes);

    /// <summary>A tensor's name, which may hold any bytes.</summary>
    public TensorName Tensor(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? TensorName.Empty : _tensors.Get(bytes);

    /// <summary>A name as records have it: text as it is, and what is no UTF-8 as ASCII with the other bytes as <c>\xNN</c>.</summary>
    public string Captured(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "" : _captured.Get(bytes);

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException fault)
        {
            throw new GrpcException(
                GrpcStatusCode.InvalidArgument,
                "the model's name or handle is not UTF-8: send the alias that LoadModel was given",
                fault);
        }
    }

    private static string DecodeOrEscape(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            StringBuilder text = new(bytes.Length * 2);
            foreach (byte b in bytes)
            {
                _ = b is >= 0x20 and < 0x7F ? text.Append((char)b) : text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
            }

            return text.ToString();
        }
    }
}

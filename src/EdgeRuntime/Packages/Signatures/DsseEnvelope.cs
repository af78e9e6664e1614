using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeActors.Packages.Signatures;

/// <summary>A signature of an envelope.</summary>
/// <param name="KeyId">A hint which key made it; may be empty.</param>
/// <param name="Bytes">The signature.</param>
internal sealed record DsseSignature(string KeyId, byte[] Bytes);

/// <summary>A payload with signatures over it and over its type (DSSE).</summary>
/// <param name="PayloadType">What the payload is.</param>
/// <param name="Payload">Its bytes, exactly as they were signed.</param>
/// <param name="Signatures">Who signed it.</param>
internal sealed record DsseEnvelope(string PayloadType, byte[] Payload, IReadOnlyList<DsseSignature> Signatures)
{
    private const string What = "the signature file";
    private const int MostSignatures = 16;
    private const int MostSignatureBytes = 1024;

    /// <summary>The bytes that are signed: type and payload with their lengths, so that neither can run into the other.</summary>
    public static byte[] SignedBytes(string payloadType, ReadOnlySpan<byte> payload)
    {
        int typeBytes = Encoding.UTF8.GetByteCount(payloadType);
        string head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {typeBytes} {payloadType} {payload.Length} ");
        return [.. Encoding.UTF8.GetBytes(head), .. payload];
    }

    /// <summary>Reads an envelope; nothing is verified.</summary>
    /// <exception cref="PackageException">It is none.</exception>
    public static DsseEnvelope Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = StrictJson.Parse(json, What);
        JsonElement root = document.RootElement;
        DsseSignature[] signatures = [.. StrictJson.Objects(root, "signatures", MostSignatures, What).Select(Signature)];
        return new DsseEnvelope(StrictJson.Text(root, "payloadType", What), StrictJson.Bytes(root, "payload", What), signatures);
    }

    /// <summary>The envelope as it is stored.</summary>
    public byte[] Write()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("payloadType", PayloadType);
            json.WriteBase64String("payload", Payload);
            json.WriteStartArray("signatures");
            foreach (DsseSignature signature in Signatures)
            {
                json.WriteStartObject();
                json.WriteString("keyid", signature.KeyId);
                json.WriteBase64String("sig", signature.Bytes);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static DsseSignature Signature(JsonElement element)
    {
        byte[] bytes = StrictJson.Bytes(element, "sig", What);
        return bytes.Length <= MostSignatureBytes
            ? new DsseSignature(StrictJson.TextOrNull(element, "keyid", What) ?? "", bytes)
            : throw new PackageException($"a signature in {What} has more than {MostSignatureBytes} bytes");
    }
}

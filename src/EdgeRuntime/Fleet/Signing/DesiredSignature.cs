using System.Security.Cryptography;
using System.Text.Json;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;

namespace EdgeActors.Fleet.Signing;

/// <summary>
/// <c>desired.json.dsse</c>: a statement about the bytes of <c>desired.json</c>, in the envelope that packages have. Its own kind of statement, so that
/// no signature of a package is one of a document. Pure.
/// </summary>
internal static class DesiredSignature
{
    /// <summary>What kind of statement it is.</summary>
    public const string PredicateType = "urn:edgeactors:fleet-desired:v1";

    private const string Subject = "desired.json";
    private const string What = "the signed statement";

    /// <summary>The envelope over a document.</summary>
    public static byte[] Sign(SigningKey key, ReadOnlySpan<byte> document)
    {
        using MemoryStream statement = new();
        using (Utf8JsonWriter json = new(statement))
        {
            json.WriteStartObject();
            json.WriteString("_type", PackageStatement.Type);
            json.WriteStartArray("subject");
            new SignedSubject(Subject, DigestOf(document)).Write(json);
            json.WriteEndArray();
            json.WriteString("predicateType", PredicateType);
            json.WriteStartObject("predicate");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return key.Sign(statement.ToArray()).Write();
    }

    /// <summary>The id of the key that signed a document.</summary>
    /// <param name="envelope">The bytes of <c>desired.json.dsse</c>.</param>
    /// <param name="document">The bytes of <c>desired.json</c>.</param>
    /// <param name="keys">Whose signatures count.</param>
    /// <exception cref="PackageException">None of them signed these bytes, and why not.</exception>
    public static string Verify(ReadOnlyMemory<byte> envelope, ReadOnlySpan<byte> document, IReadOnlyList<VerifyingKey> keys)
    {
        (VerifyingKey signer, byte[] payload) = SignatureCheck.Verify(envelope, keys);
        using JsonDocument statement = StrictJson.Parse(payload, What);
        JsonElement root = statement.RootElement;
        if (StrictJson.Text(root, "_type", What) != PackageStatement.Type || StrictJson.Text(root, "predicateType", What) != PredicateType)
        {
            throw new PackageException($"{What} is about something else than a fleet's document");
        }

        SignedSubject subject = SignedSubject.Read(StrictJson.Objects(root, "subject", 1, What)[0]);
        return subject.Sha256 == DigestOf(document)
            ? signer.Id
            : throw new PackageException(
                "the signature is of other bytes than the document's: somebody changed the document without signing it, or it is being written now");
    }

    private static string DigestOf(ReadOnlySpan<byte> document) => Convert.ToHexStringLower(SHA256.HashData(document));
}

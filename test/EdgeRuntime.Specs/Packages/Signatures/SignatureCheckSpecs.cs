using System.Text;
using System.Text.Json.Nodes;
using EdgeActors.Packages.Signatures;

namespace EdgeActors.Specs.Packages.Signatures;

public sealed class SignatureCheckSpecs : IDisposable
{
    private readonly SignatureBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void What_a_known_key_signed_is_good()
    {
        SignedPackage signed = _bench.Verify(_bench.Envelope());

        Assert.Equal(_bench.Key.Public.Id, signed.KeyId);
        Assert.Equal(("mnist", "1.0"), (signed.Statement.Model, signed.Statement.Version));
        Assert.Null(signed.Statement.Difference(SignatureBench.Files));
    }

    [Fact]
    public void The_signed_bytes_are_those_of_DSSE() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(DsseEnvelope.SignedBytes("http://example.com/HelloWorld", "hello world"u8)));

    [Fact]
    public void The_statement_is_one_of_in_toto()
    {
        JsonObject envelope = JsonNode.Parse(_bench.Envelope())!.AsObject();
        JsonObject statement = JsonNode.Parse(Convert.FromBase64String(envelope["payload"]!.GetValue<string>()))!.AsObject();

        Assert.Equal("application/vnd.in-toto+json", envelope["payloadType"]!.GetValue<string>());
        Assert.Equal("https://in-toto.io/Statement/v1", statement["_type"]!.GetValue<string>());
        Assert.Equal(
            ["mnist-1.0.tar.gz", "model.onnx", "more/labels.txt", "sagemaker_edge_manifest"],
            statement["subject"]!.AsArray().Select(subject => subject!["name"]!.GetValue<string>()));
        Assert.Equal(SignatureBench.Digest, statement["subject"]![0]!["digest"]!["sha256"]!.GetValue<string>());
    }

    [Fact]
    public void One_good_signature_among_others_is_enough()
    {
        using SigningKey stranger = SigningKey.Create();
        DsseEnvelope good = _bench.Key.Sign(SignatureBench.Statement());
        DsseSignature foreign = stranger.Sign(SignatureBench.Statement()).Signatures[0];
        DsseSignature broken = good.Signatures[0] with { Bytes = [1, 2, 3] };
        DsseSignature anonymous = good.Signatures[0] with { KeyId = "" };

        Assert.Equal(_bench.Key.Public.Id, _bench.Verify((good with { Signatures = [foreign, broken, anonymous] }).Write()).KeyId);
        Assert.Contains("by a key that is known", _bench.Refusal((good with { Signatures = [foreign] }).Write()), StringComparison.Ordinal);
        Assert.Contains("were changed", _bench.Refusal((good with { Signatures = [broken] }).Write()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_by_a_known_key_under_a_strangers_id_does_not_count()
    {
        using SigningKey stranger = SigningKey.Create();
        DsseEnvelope good = _bench.Key.Sign(SignatureBench.Statement());

        Assert.Contains(
            "known", _bench.Refusal((good with { Signatures = [good.Signatures[0] with { KeyId = stranger.Public.Id }] }).Write()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_for_another_package_is_refused() => Assert.Contains(
        "is for a package of SHA-256",
        _bench.Refusal(_bench.Envelope(SignatureBench.Statement() with { Package = new SignedSubject("mnist-1.0.tar.gz", new string('0', 64)) })),
        StringComparison.Ordinal);

    [Fact]
    public void It_ends_when_it_says()
    {
        Assert.NotNull(_bench.Verify(_bench.Envelope(SignatureBench.Statement(SignatureBench.Now.AddSeconds(1)))));
        Assert.Contains(
            "was good until 2026-11-28 12:00:00", _bench.Refusal(_bench.Envelope(SignatureBench.Statement(SignatureBench.Now))), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_changed_bit_of_the_payload_is_found()
    {
        byte[] payload = SignatureBench.Statement().Write();
        for (int at = 0; at < payload.Length; at += 7)
        {
            byte[] changed = [.. payload];
            changed[at] ^= 1;
            Assert.Contains(
                "were changed", _bench.Refusal(_bench.Changed(envelope => envelope["payload"] = Convert.ToBase64String(changed))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_type_is_signed_too() => Assert.Contains(
        "\"text/plain\"", _bench.Refusal(_bench.SignedAnyway("{}", "text/plain")), StringComparison.Ordinal);

    [Fact]
    public void Envelopes_that_make_no_sense_are_refused()
    {
        string good = Encoding.UTF8.GetString(_bench.Envelope());
        string[] wrong =
        [
            "", "{", "[]", "null", "{}", "{ \"payloadType\": 1 }",
            good.Replace("\"payloadType\"", "\"payload\"", StringComparison.Ordinal),
            good.Replace("\"signatures\"", "\"payloadType\": \"x\", \"signatures\"", StringComparison.Ordinal),
            good + good, "// x\n" + good, new string('[', 100_000),
            new string(' ', StrictJson.MostBytes) + good,
        ];

        Assert.All(wrong, text => _bench.Refusal(Encoding.UTF8.GetBytes(text)));
        Assert.Contains("signatures", _bench.Refusal(_bench.Changed(e => e["signatures"] = new JsonArray())), StringComparison.Ordinal);
        Assert.Contains("signatures", _bench.Refusal(_bench.Changed(e => e["signatures"] = new JsonArray("x"))), StringComparison.Ordinal);
        Assert.Contains(
            "signatures", _bench.Refusal(_bench.Changed(e => e["signatures"] = new JsonArray([.. Enumerable.Range(0, 17).Select(_ => new JsonObject())]))), StringComparison.Ordinal);
        Assert.Contains("base64", _bench.Refusal(_bench.Changed(e => e["payload"] = "***")), StringComparison.Ordinal);
        Assert.Contains("no text", _bench.Refusal(_bench.Changed(e => e["payload"] = 1)), StringComparison.Ordinal);
        Assert.Contains("1024 bytes", _bench.Refusal(_bench.Changed(e => e["signatures"]![0]!["sig"] = new string('A', 4000))), StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_that_make_no_sense_are_refused_whoever_signed_them()
    {
        Assert.Contains("_type", _bench.Refusal(_bench.SignedAnyway(s => s["_type"] = "https://in-toto.io/Statement/v0.1")), StringComparison.Ordinal);
        Assert.Contains("predicateType", _bench.Refusal(_bench.SignedAnyway(s => s["predicateType"] = "https://slsa.dev/provenance/v1")), StringComparison.Ordinal);
        Assert.Contains("subject", _bench.Refusal(_bench.SignedAnyway(s => s["subject"] = new JsonArray())), StringComparison.Ordinal);
        Assert.Contains("digest", _bench.Refusal(_bench.SignedAnyway(s => s["subject"]![0]!.AsObject().Remove("digest"))), StringComparison.Ordinal);
        Assert.Contains("sha256", _bench.Refusal(_bench.SignedAnyway(s => s["subject"]![0]!["digest"] = new JsonObject { ["sha1"] = "00" })), StringComparison.Ordinal);
        Assert.Contains("lower-case", _bench.Refusal(_bench.SignedAnyway(s => s["subject"]![0]!["digest"]!["sha256"] = SignatureBench.Digest.ToUpperInvariant())), StringComparison.Ordinal);
        Assert.Contains("same name", _bench.Refusal(_bench.SignedAnyway(s => s["subject"]![1]!["name"] = "MORE/labels.txt")), StringComparison.Ordinal);
        Assert.Contains("predicate", _bench.Refusal(_bench.SignedAnyway(s => s.Remove("predicate"))), StringComparison.Ordinal);
        Assert.Contains("expires", _bench.Refusal(_bench.SignedAnyway(s => s["predicate"]!["expires"] = "tomorrow")), StringComparison.Ordinal);
        Assert.Contains("twice", _bench.Refusal(_bench.SignedAnyway("""{ "_type": "a", "_type": "b" }""")), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_differ_from_the_signed_list_are_named()
    {
        PackageStatement statement = SignatureBench.Statement();

        Assert.Contains("was not signed", statement.Difference([.. SignatureBench.Files, new("extra", 1, new string('0', 64))]), StringComparison.Ordinal);
        Assert.Contains("not in the package", statement.Difference([.. SignatureBench.Files.Skip(1)]), StringComparison.Ordinal);
        Assert.Contains(
            "another than was signed",
            statement.Difference([SignatureBench.Files[0] with { Sha256 = new string('0', 64) }, .. SignatureBench.Files.Skip(1)]),
            StringComparison.Ordinal);
    }
}

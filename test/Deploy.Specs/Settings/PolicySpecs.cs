using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stores;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Settings;

/// <summary>The IAM policies against the calls that the code makes.</summary>
public sealed partial class PolicySpecs
{
    // What the SDK's calls are named in policies; a part of an upload is an object's put.
    private static readonly Dictionary<string, string> Actions = new()
    {
        ["PutObjectAsync"] = "s3:PutObject",
        ["InitiateMultipartUploadAsync"] = "s3:PutObject",
        ["UploadPartAsync"] = "s3:PutObject",
        ["CompleteMultipartUploadAsync"] = "s3:PutObject",
        ["AbortMultipartUploadAsync"] = "s3:AbortMultipartUpload",
        ["GetObjectAsync"] = "s3:GetObject",
        ["DeleteObjectAsync"] = "s3:DeleteObject",
        ["GetObjectMetadataAsync"] = "s3:GetObject",
        ["ListObjectsV2Async"] = "s3:ListBucket",
        ["HeadBucketAsync"] = "s3:ListBucket",
        ["GetBucketLocationAsync"] = "s3:GetBucketLocation",
    };

    private static readonly string[] ForDevices = ["capture.json", "capture-and-deployments.json", "verify.json", "doctor.json", "fleet-device.json", "fleet-operator.json"];

    private static readonly FleetTree Tree = new("FLEET");

    public static TheoryData<string> Policies => [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileName(f)!)];

    private static string Folder { get; } = Path.Combine(Workplace.Root, "deploy", "iam");

    [Theory]
    [MemberData(nameof(Policies))]
    public void Policies_have_the_form_that_iam_takes(string policy)
    {
        using JsonDocument document = Read(policy);

        Assert.Equal("2012-10-17", document.RootElement.GetProperty("Version").GetString());
        Assert.All(Statements(document), statement =>
        {
            Assert.Matches(Sid(), statement.GetProperty("Sid").GetString());
            Assert.Contains(statement.GetProperty("Effect").GetString(), new[] { "Allow", "Deny" });
            Assert.NotEmpty(Texts(statement, "Action"));
        });
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Nothing_is_allowed_on_everything(string policy)
    {
        using JsonDocument document = Read(policy);

        Assert.All(Statements(document).Where(s => s.GetProperty("Effect").GetString() == "Allow"), statement =>
        {
            Assert.DoesNotContain(Texts(statement, "Action"), action => action.Contains('*', StringComparison.Ordinal));
            Assert.DoesNotContain(Texts(statement, "Resource"), resource => resource == "*" || resource.EndsWith(":::*", StringComparison.Ordinal));
            Assert.False(statement.TryGetProperty("NotAction", out _) || statement.TryGetProperty("NotResource", out _));
        });
    }

    [Fact]
    public void Devices_and_operators_get_the_actions_that_the_code_calls_and_no_others()
    {
        string[] called = [.. Calls().Select(call => Actions[call]).Distinct().Order(StringComparer.Ordinal)];

        string[] allowed = [.. ForDevices.SelectMany(Allowed).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(called, allowed);
    }

    [Fact]
    public void Capturing_alone_reads_nothing()
    {
        Assert.Equal(["s3:AbortMultipartUpload", "s3:PutObject"], Allowed("capture.json").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Deployments_add_reading_of_the_fleets_packages_only()
    {
        using JsonDocument document = Read("capture-and-deployments.json");

        JsonElement reading = Statements(document).Single(s => Texts(s, "Action").Contains("s3:GetObject"));

        Assert.Equal(["s3:GetObject"], Texts(reading, "Action"));
        Assert.Equal([Below(Tree.Packages) + "*"], Texts(reading, "Resource"));
    }

    [Fact]
    public void A_device_of_a_fleet_writes_its_own_documents_only_and_removes_nothing()
    {
        using JsonDocument document = Read("fleet-device.json");

        JsonElement writing = Statements(document).Single(s => Texts(s, "Action").Contains("s3:PutObject"));

        Assert.All(Texts(writing, "Resource"), resource => Assert.EndsWith("/DEVICE.json", resource, StringComparison.Ordinal));
        Assert.DoesNotContain("s3:DeleteObject", Allowed("fleet-device.json"));
    }

    [Fact]
    public void Only_the_iot_credentials_provider_may_take_the_devices_role()
    {
        using JsonDocument document = Read("trust.json");

        JsonElement statement = Assert.Single(Statements(document));

        Assert.Equal(["sts:AssumeRole"], Texts(statement, "Action"));
        Assert.Equal("credentials.iot.amazonaws.com", statement.GetProperty("Principal").GetProperty("Service").GetString());
    }

    [Fact]
    public void Bucket_refuses_plain_http_and_devices_outside_their_fleet()
    {
        using JsonDocument document = Read("bucket.json");

        Assert.All(Statements(document), s => Assert.Equal("Deny", s.GetProperty("Effect").GetString()));
        Assert.Contains(Statements(document), s => s.TryGetProperty("Condition", out JsonElement condition)
            && condition.GetRawText().Contains("\"aws:SecureTransport\": \"false\"", StringComparison.Ordinal));
        JsonElement staying = Assert.Single(Statements(document), s => s.TryGetProperty("NotResource", out _));
        Assert.Equal(
            ["arn:aws:s3:::BUCKET/FOLDER_PREFIX/FLEET/*", Below(Tree.Heartbeats) + "*", Below(Tree.AllResults) + "*"], Texts(staying, "NotResource"));
    }

    [Fact]
    public void Fleet_policies_are_about_the_documented_tree()
    {
        using JsonDocument device = Read("fleet-device.json");
        using JsonDocument operators = Read("fleet-operator.json");

        Assert.Equal(
            [
                Below(Tree.FleetKey), Below(Tree.DesiredKey), Below(Tree.DesiredSignatureKey), Below(Tree.Packages) + "*",
                Below(Tree.DeviceKey("DEVICE")), Below(Tree.HeartbeatKey("DEVICE")),
            ],
            Texts(Statements(device).Single(s => Texts(s, "Action").Contains("s3:GetObject")), "Resource"));
        Assert.Equal(
            [Below(Tree.HeartbeatKey("DEVICE")), Below(Tree.AllResults) + "*/DEVICE.json"],
            Texts(Statements(device).Single(s => Texts(s, "Action").Contains("s3:PutObject")), "Resource"));
        Assert.Equal(
            [Below(Tree.Root) + "*", Below(ConditionalPut.ProbeName)],
            Statements(operators).Where(s => Texts(s, "Action").Contains("s3:PutObject")).SelectMany(s => Texts(s, "Resource")));
    }

    [Fact]
    public void Every_call_to_s3_is_known_here()
    {
        Assert.Contains("PutObjectAsync", Calls());
        Assert.Empty(Calls().Except(Actions.Keys));
    }

    private static string Below(string key) => "arn:aws:s3:::BUCKET/PREFIX/" + key;

    // Calls on whatever is named as an S3 client in the code.
    private static string[] Calls() =>
        [.. Directory.GetFiles(Path.Combine(Workplace.Root, "src", "EdgeRuntime"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => S3Call().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Distinct()];

    private static IEnumerable<string> Allowed(string policy)
    {
        using JsonDocument document = Read(policy);
        return [.. Statements(document).SelectMany(s => Texts(s, "Action"))];
    }

    private static JsonDocument Read(string policy) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, policy)));

    private static IEnumerable<JsonElement> Statements(JsonDocument policy) => policy.RootElement.GetProperty("Statement").EnumerateArray();

    private static string[] Texts(JsonElement statement, string key) =>
        !statement.TryGetProperty(key, out JsonElement value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : [.. value.EnumerateArray().Select(v => v.GetString()!)];

    [GeneratedRegex(@"\A[A-Za-z0-9]+\z")]
    private static partial Regex Sid();

    [GeneratedRegex(@"\b(?:client|s3|_client|_s3)\.(\w*(?:Object|Bucket|Upload|Part)\w*Async)\(", RegexOptions.IgnoreCase)]
    private static partial Regex S3Call();
}

using System.Text;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Cloud;

/// <summary>
/// A device whose captures go to a bucket, and the server of that bucket. At the end no agent has left one of the keys anywhere: not in what it
/// wrote to its log, and in no file.
/// </summary>
internal sealed class CloudDevice : IAsyncDisposable
{
    public const string Bucket = "captures";
    public const string Region = "eu-central-1";

    private readonly List<AgentProcess> _agents = [];

    /// <param name="server">Where the bucket is; null when the spec has a server of another kind, or none yet.</param>
    /// <param name="endpoint">Where the agent looks for it.</param>
    /// <param name="keys">The variables with its keys.</param>
    /// <param name="parameters">Further settings.</param>
    public CloudDevice(S3Server? server, Uri endpoint, IReadOnlyDictionary<string, string> keys, params (string Key, string Value)[] parameters)
    {
        (Server, Keys) = (server, keys);
        Device = new CaptureDevice([
            ("CaptureDataDestination", "Cloud"),
            ("BucketName", Bucket),
            ("sagemaker_edge_core_region", Region),
            ("edgeactors_s3_endpoint", endpoint.AbsoluteUri),
            ("edgeactors_s3_path_style", "true"),
            .. parameters,
        ]);
    }

    public S3Server? Server { get; }

    public CaptureDevice Device { get; }

    /// <summary>What the environment says about keys.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; }

    /// <summary>A device and a double of S3 with keys of its own, which the agent has from its environment.</summary>
    public static async Task<CloudDevice> WithDoubleAsync(params (string Key, string Value)[] parameters)
    {
        S3Key key = NewKey();
        S3Server server = await S3Server.StartAsync(new S3ServerOptions { Keys = [key], Buckets = [Bucket] });
        return new CloudDevice(server, server.Endpoint, Variables(key), parameters);
    }

    /// <summary>A key that is found wherever it leaks.</summary>
    public static S3Key NewKey() => new($"CANARYID{Guid.NewGuid():N}", $"CANARYSECRET{Guid.NewGuid():N}");

    /// <summary>The SDK's variables for a key.</summary>
    public static Dictionary<string, string> Variables(S3Key key) => new() { ["AWS_ACCESS_KEY_ID"] = key.Id, ["AWS_SECRET_ACCESS_KEY"] = key.Secret };

    /// <summary>Starts an agent that finds its keys in the environment, perhaps by a program that becomes the agent.</summary>
    public async Task<AgentProcess> StartAsync(params string[] wrapper)
    {
        AgentProcess agent = await Device.StartAsync([.. wrapper, "env", .. Keys.Select(k => $"{k.Key}={k.Value}")]);
        _agents.Add(agent);
        return agent;
    }

    /// <summary>What the bucket holds.</summary>
    public SinkBooks Books() => Books(Server!);

    /// <inheritdoc cref="Books()" />
    public static SinkBooks Books(S3Server server) => SinkBooks.Of(
        server.Objects(Bucket).ToDictionary(o => o.Key, o => new Func<byte[]>(() => o.Content.ToArray()), StringComparer.Ordinal), KeyOf);

    public async ValueTask DisposeAsync()
    {
        try
        {
            MustKeepSecrets();
        }
        finally
        {
            Device.Dispose();
            if (Server is not null)
            {
                await Server.DisposeAsync();
            }
        }
    }

    /// <summary>The key that a reference means; null when it points elsewhere.</summary>
    public static string? KeyOf(string reference) =>
        reference.StartsWith($"s3://{Bucket}/", StringComparison.Ordinal) ? reference[$"s3://{Bucket}/".Length..] : null;

    private void MustKeepSecrets()
    {
        string[] secrets = [.. Keys.Where(k => !k.Key.EndsWith("_URI", StringComparison.Ordinal)).Select(k => k.Value), "CANARY"];
        foreach (string secret in secrets)
        {
            Assert.DoesNotContain(_agents, agent => agent.Output.Contains(secret, StringComparison.Ordinal));
            byte[] bytes = Encoding.UTF8.GetBytes(secret);
            Assert.DoesNotContain(
                Directory.EnumerateFiles(Device.Folder, "*", SearchOption.AllDirectories), file => File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0);
        }
    }
}

using System.Collections.Concurrent;
using System.Reflection;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;
using Xunit.Sdk;

namespace EdgeActors.Specs.S3;

/// <summary>The servers of the contract, each started when a spec first asks for it.</summary>
public sealed class S3Servers : IAsyncLifetime
{
    public const string Double = "double";
    public const string Rgw = "rgw";

    private readonly ConcurrentDictionary<string, Lazy<Task<S3Target>>> _targets = new(StringComparer.Ordinal);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (Task<S3Target> target in _targets.Values.Select(t => t.Value).Where(t => t.IsCompletedSuccessfully))
        {
            await (await target).Close();
        }
    }

    internal Task<S3Target> GetAsync(string name) => _targets.GetOrAdd(name, n => new(() => StartAsync(n))).Value;

    private static async Task<S3Target> StartAsync(string name)
    {
        S3Target target = name == Rgw ? await RadosGateway.StartAsync() : await DoubleAsync();
        using var client = target.Reader();
        await client.PutBucketAsync(S3Target.Bucket);
        return target;
    }

    private static async Task<S3Target> DoubleAsync()
    {
        S3Server server = await S3Server.StartAsync(new S3ServerOptions { Buckets = [] });
        return new S3Target(server.Endpoint, S3Key.Default.Id, S3Key.Default.Secret, server.DisposeAsync);
    }
}

/// <summary>A row of a contract theory: against the double in this process.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnDoubleAttribute(params object[] values) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[S3Servers.Double, .. values]];
}

/// <summary>A row of a contract theory: against a real RGW, skipped visibly where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnRgwAttribute : DataAttribute
{
    private readonly object[] _values;

    public OnRgwAttribute(params object[] values) => (_values, Skip) = (values, Needs.Missing([Needs.Rgw]));

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[S3Servers.Rgw, .. _values]];
}

using System.Net;
using System.Net.Sockets;
using Amazon.S3;
using EdgeActors.S3Double;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Load;
using EdgeActors.Specs.S3;

namespace EdgeActors.Specs.Cloud;

/// <summary>No way to the bucket: captures are kept beyond the buffer, and stored when there is one, without a restart.</summary>
public class UnreachableSpecs
{
    private const int Captures = 160;
    private static readonly (string, string)[] SmallBuffer = [("CaptureDataBufferSize", "64"), ("CaptureDataBatchSize", "16")];

    [NeedsFact(Needs.Linux)]
    public async Task A_port_that_refuses_is_waited_for()
    {
        S3Key key = CloudDevice.NewKey();
        int port = FreePort();
        await using CloudDevice cloud = new(null, new Uri($"http://127.0.0.1:{port}"), CloudDevice.Variables(key), SmallBuffer);
        await using AgentProcess agent = await cloud.StartAsync();
        CaptureLoad load = await OfflineAsync(agent, "S3 cannot be reached");

        await using S3Server server = await S3Server.StartAsync(new S3ServerOptions { Keys = [key], Port = port });
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);

        CloudDevice.Books(server).MustBalance(load.Acknowledged);
    }

    [NeedsFact(Needs.Linux)]
    public async Task A_bucket_that_is_missing_is_waited_for()
    {
        S3Key key = CloudDevice.NewKey();
        await using S3Server server = await S3Server.StartAsync(new S3ServerOptions { Keys = [key], Buckets = [] });
        await using CloudDevice cloud = new(null, server.Endpoint, CloudDevice.Variables(key), SmallBuffer);
        await using AgentProcess agent = await cloud.StartAsync();
        CaptureLoad load = await OfflineAsync(agent, "S3 knows no such bucket (404 NoSuchBucket)");

        using AmazonS3Client owner = new S3Target(server.Endpoint, key.Id, key.Secret, () => ValueTask.CompletedTask).Reader();
        await owner.PutBucketAsync(CloudDevice.Bucket);
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);

        CloudDevice.Books(server).MustBalance(load.Acknowledged);
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task A_name_that_is_not_resolved_is_waited_for()
    {
        const string name = "bucket.edgeactors.invalid";
        S3Key key = CloudDevice.NewKey();
        await using S3Server server = await S3Server.StartAsync(new S3ServerOptions { Keys = [key] });
        await using CloudDevice cloud = new(null, new Uri($"http://{name}:{server.Endpoint.Port}"), CloudDevice.Variables(key), SmallBuffer);
        string hosts = Path.Combine(cloud.Device.Folder, "hosts");
        File.Copy("/etc/hosts", hosts);

        // In a mount namespace of its own, so that no other process sees these names.
        await using AgentProcess agent = await cloud.StartAsync("unshare", "-m", "sh", "-c", "mount --bind \"$0\" /etc/hosts && exec \"$@\"", hosts);
        CaptureLoad load = await OfflineAsync(agent, "the name of the S3 endpoint is not resolved");

        File.AppendAllText(hosts, $"\n127.0.0.1 {name}\n");
        await cloud.Device.DrainedAsync(agent, load.Acknowledged.Keys);

        CloudDevice.Books(server).MustBalance(load.Acknowledged);
    }

    private static async Task<CaptureLoad> OfflineAsync(AgentProcess agent, string reason)
    {
        CaptureLoad load = Capturing.NewLoad();
        await agent.CaptureAsync(load, Captures);
        await agent.WaitForOutputAsync(reason);
        return load;
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

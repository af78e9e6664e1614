using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EdgeActors.S3Double;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Operations;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Specs.Doctor;

/// <summary>Setups whose bucket or way to it is broken.</summary>
public sealed class CloudFaultSpecs
{
    [NeedsFact(Needs.Linux)]
    public async Task Absent_bucket_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.Setup.Settings["BucketName"] = "sagemaker-nowhere";

        (await patient.DiagnoseAsync()).NamesOnly("BUCKET-MISSING", "sagemaker-nowhere");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Wrong_region_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync(new S3ServerOptions { Region = "eu-west-1" });
        patient.Setup.Settings["sagemaker_edge_core_region"] = "eu-central-1";

        (await patient.DiagnoseAsync()).NamesOnly("BUCKET-REGION", "another region");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Keys_that_the_server_does_not_know_are_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.S3.Revoke("CANARYID");

        (await patient.DiagnoseAsync()).NamesOnly("BUCKET-KEYS", "does not know the access key");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Keys_that_may_not_put_are_named_when_that_is_tried()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.S3.Faults.Always(S3Fault.AccessDenied(), operation: S3Operation.PutObject);

        DiagnosedFinding finding = (await patient.DiagnoseAsync("--write-bucket")).NamesOnly("BUCKET-DENIED", "sme-capture/fleet/.doctor/");

        Assert.Contains("s3:PutObject on arn:aws:s3:::sagemaker-captures/sme-capture/fleet/*", finding.Fix, StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Keys_that_may_only_put_are_no_fault()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.S3.Faults.Always(S3Fault.AccessDenied(), operation: S3Operation.GetBucketLocation);

        Diagnosis dry = await patient.DiagnoseAsync();
        Diagnosis written = await patient.DiagnoseAsync("--write-bucket");

        Assert.Empty(dry.Troubles);
        Assert.Empty(written.Troubles);
        Assert.Contains(dry.Findings, finding => finding.Code == "BUCKET-UNPROVEN" && finding.Evidence.Contains("does not tell these keys", StringComparison.Ordinal));
        Assert.Contains(written.Findings, finding => finding.Code == "BUCKET-OK");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Throttling_server_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.S3.Faults.Always(S3Fault.SlowDown(), operation: S3Operation.GetBucketLocation);

        (await patient.DiagnoseAsync()).NamesOnly("BUCKET-FAILING", "throttling (503 SlowDown)", exitCode: 0);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Server_that_hangs_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.S3.Faults.Always(new S3Fault.Hang());

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        diagnosis.Names("BUCKET-SILENT");
        diagnosis.Names("EGRESS-SILENT", "no answer");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Clock_that_differs_from_the_servers_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync(new S3ServerOptions { Time = new Ahead(TimeSpan.FromHours(3)) });

        (await patient.DiagnoseAsync()).Names("CLOCK-SKEW", "behind 127.0.0.1");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Closed_port_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.Use(new Uri($"http://127.0.0.1:{FreePort()}"));

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        diagnosis.Names("EGRESS-REFUSED", "ConnectionRefused");
        diagnosis.Names("BUCKET-UNREACHABLE");
    }

    // In a network of its own without any interface, so that nobody outside is asked for the name.
    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task Unknown_host_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.Use(new Uri("http://s3.edgeactors.invalid"));
        patient.Setup.Wrapper = ["unshare", "--net"];

        (await patient.DiagnoseAsync()).Names("EGRESS-DNS", "s3.edgeactors.invalid:80");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Absent_proxy_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.Setup.Settings["edgeactors_proxy"] = $"http://127.0.0.1:{FreePort()}";

        (await patient.DiagnoseAsync()).Names("EGRESS-PROXY", "by the proxy 127.0.0.1");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Certificate_of_an_unknown_authority_is_named()
    {
        using ThrowAwayAuthority authority = new();
        using X509Certificate2 certificate = authority.Server();
        await using CloudPatient patient = await CloudPatient.StartAsync(new S3ServerOptions { Certificate = certificate });

        (await patient.DiagnoseAsync()).Names("EGRESS-TLS");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}

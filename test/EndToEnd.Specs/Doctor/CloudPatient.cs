using EdgeActors.S3Double;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Specs.Doctor;

/// <summary>A healthy setup that sends captures to a bucket, with keys of a token exchange service, both doubles on the loopback.</summary>
internal sealed class CloudPatient : IAsyncDisposable
{
    public const string Bucket = "sagemaker-captures";

    private CloudPatient(S3Server s3, TokenExchangeDouble tokens) => (S3, Tokens) = (s3, tokens);

    public Patient Setup { get; } = new();

    public S3Server S3 { get; }

    public TokenExchangeDouble Tokens { get; }

    public static async Task<CloudPatient> StartAsync(S3ServerOptions? options = null)
    {
        S3ServerOptions server = (options ?? new S3ServerOptions()) with { Buckets = [Bucket] };
        CloudPatient patient = new(await S3Server.StartAsync(server), await TokenExchangeDouble.StartAsync());
        patient.S3.Allow(new S3Key("CANARYID", patient.Tokens.SecretKey, "CANARYSESSION"));
        patient.Use(patient.S3.Endpoint);
        foreach ((string name, string value) in patient.Tokens.Environment)
        {
            patient.Setup.Environment[name] = value;
        }

        return patient;
    }

    /// <summary>Sends captures to a server.</summary>
    public void Use(Uri endpoint)
    {
        Setup.Settings["CaptureDataDestination"] = "Cloud";
        Setup.Settings["BucketName"] = Bucket;
        Setup.Settings["sagemaker_edge_core_region"] = S3.Options.Region;
        Setup.Settings["edgeactors_s3_endpoint"] = endpoint.GetLeftPart(UriPartial.Authority);
        Setup.Settings["edgeactors_s3_path_style"] = "true";
    }

    /// <summary>As <see cref="Patient.DiagnoseAsync"/>.</summary>
    public Task<Diagnosis> DiagnoseAsync(params string[] flags) => Setup.DiagnoseAsync(flags);

    public async ValueTask DisposeAsync()
    {
        await S3.DisposeAsync();
        await Tokens.DisposeAsync();
        Setup.Dispose();
    }
}

using EdgeActors.Configuration.Packages;
using EdgeActors.Packages;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Configuration.Capture;

namespace EdgeActors.Specs.Configuration.Packages;

public sealed class PackageRulesSpecs
{
    [Fact]
    public void The_defaults_are_what_the_documents_say()
    {
        PackageSettings settings = Settings("");

        Assert.Equal(new PackageOptions(), settings.Options);
        Assert.Equal((SignaturePolicy.Warn, 1L << 30, 64L << 20, 30), (settings.Options.Signatures, settings.Options.MaxBytes, settings.Options.Reserve, settings.Options.Stall.TotalSeconds));
        Assert.Equal((1000, 4L << 30, 100, 8), (settings.Options.Unpacked.Files, settings.Options.Unpacked.Bytes, settings.Options.Unpacked.Ratio, settings.Options.Unpacked.Levels));
        Assert.Empty(settings.Buckets);
        Assert.Null(settings.Way);
        Assert.Empty(settings.Options.Faults());
    }

    [Fact]
    public void Everything_can_be_said()
    {
        PackageSettings settings = Settings("""
            "edgeactors_package_signatures": "ENFORCE", "sagemaker_edge_core_root_certs_path": "/etc/edgeactors/keys",
            "edgeactors_package_buckets": "models-eu, models-us", "sagemaker_edge_core_region": "eu-west-1",
            "edgeactors_package_bytes": "2G", "edgeactors_package_unpacked": "3G", "edgeactors_package_files": 5, "edgeactors_package_ratio": 7,
            "edgeactors_package_reserve": 0, "edgeactors_package_stall_seconds": 9
            """);

        Assert.Equal((SignaturePolicy.Enforce, "/etc/edgeactors/keys"), (settings.Options.Signatures, settings.Options.KeysFolder));
        Assert.Equal(["models-eu", "models-us"], settings.Buckets);
        Assert.Equal(("models-eu", "eu-west-1"), (settings.Way!.Name, settings.Way.Region));
        Assert.Equal((2L << 30, 0L, 9), (settings.Options.MaxBytes, settings.Options.Reserve, settings.Options.Stall.TotalSeconds));
        Assert.Equal((5, 3L << 30, 7), (settings.Options.Unpacked.Files, settings.Options.Unpacked.Bytes, settings.Options.Unpacked.Ratio));
    }

    [Fact]
    public void Signatures_cannot_be_demanded_without_keys() => Assert.Equal(
        "sagemaker_edge_core_root_certs_path is missing, while edgeactors_package_signatures is enforce; give the folder of public keys whose signatures count",
        Configured.Fault("\"edgeactors_package_signatures\": \"enforce\""));

    [Fact]
    public void Further_buckets_need_a_region() => Assert.Contains(
        "edgeactors_package_buckets", Configured.Fault("\"edgeactors_package_buckets\": \"models-eu\""), StringComparison.Ordinal);

    [Fact]
    public void Options_out_of_range_are_all_told()
    {
        PackageOptions wrong = new()
        {
            MaxBytes = 1,
            Reserve = -1,
            Stall = TimeSpan.Zero,
            SlowestRate = 0,
            Signatures = SignaturePolicy.Enforce,
            Unpacked = new() { Files = 0, Bytes = 0, Ratio = 0, Levels = 0 },
        };

        Assert.Equal(9, wrong.Faults().Count);
    }

    private static PackageSettings Settings(string json) => Configured.Read($"{{ {json} }}").Checked().Options.Packages;
}

using EdgeActors.Deployment;
using EdgeActors.Deployment.Checking;
using EdgeActors.Fleet;
using static EdgeActors.Specs.Deployment.Deployments;

namespace EdgeActors.Specs.Deployment.Checking;

public sealed class DeploymentCheckSpecs
{
    private static readonly ModelDefinition Good = Deploy("m", "m-1");

    [Fact]
    public void A_good_deployment_is_taken_as_it_is()
    {
        ModelDefinition both = Good with { ChecksumType = "SHA1", Checksum = new string('a', 40) };
        FleetDeployment written = Wanted("roll-out", both, Undeploy("old")).Keeping().Ordered(DeploymentOrder.Hold);

        CheckedDeployment one = Assert.Single(Checked(written));

        Assert.Null(one.Fault);
        Assert.Equal((SourceOf(written), DeploymentOrder.Hold, false), (one.Source, one.Order, one.RollsBack));
        Assert.Equal(new PackageRequest("m", "packages/m-1.tar.gz", new string('a', 40), Sha256("m-1")), one.Models[0].Package);
        Assert.Equal(new CheckedModel("old", null), one.Models[1]);
    }

    public static TheoryData<FleetDeployment, string> Faulty() => new()
    {
        { Wanted("d", Good) with { Type = "Firmware" }, "Type is 'Firmware'" },
        { Wanted("d", Good) with { FailureHandlingPolicy = "PANIC" }, "FailureHandlingPolicy is 'PANIC'; give ROLLBACK_ON_FAILURE or DO_NOTHING" },
        { Wanted("d"), "it has 0 models; 1 to 16 are allowed" },
        { Wanted("d", [.. Enumerable.Range(0, 17).Select(i => Deploy("m" + i, "p"))]), "it has 17 models" },
        { Wanted("d", Good, Undeploy("m")), "handle 'm' is there 2 times" },
        { Wanted("d", Good with { Handle = "../etc" }), "handle '../etc' is not 1 to 63" },
        { Wanted("d", Good with { Handle = "m\n" }), @"handle 'm\u000A' is not" },
        { Wanted("d", Good with { State = "EXPLODE" }), "State of model 'm' is 'EXPLODE'" },
        { Wanted("d", Good with { Url = "" }), "url of model 'm' has 0 characters" },
        { Wanted("d", Good with { Url = "http://169.254.169.254/keys" }), "is neither s3://bucket/key nor a path" },
        { Wanted("d", Good with { Url = "packages/../../secrets" }), "is no path below the fleet's tree" },
        { Wanted("d", Good with { ChecksumType = "MD5", Checksum = new string('a', 32) }), "is not of type SHA1 with 40" },
        { Wanted("d", Good with { ChecksumType = "SHA1", Checksum = new string('A', 40) }), "is not of type SHA1 with 40 lower-case" },
        { Wanted("d", Good with { ChecksumType = "SHA1" }), "is not of type SHA1 with 40" },
        { Wanted("d", Good with { Sha256 = "" }), "has neither a checksum nor a sha256" },
        { Wanted("d", Good with { Sha256 = new string('g', 64) }), "sha256 of model 'm' is not 64" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_deployment_at_fault_is_refused_as_a_whole_and_says_why(FleetDeployment written, string says)
    {
        CheckedDeployment one = Assert.Single(Checked(written));

        Assert.Contains(says, one.Fault, StringComparison.Ordinal);
        Assert.Empty(one.Models);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_the_text_stays_short()
    {
        CheckedDeployment one = Assert.Single(Checked(Wanted("d", Good with { State = "A", Handle = "-" }) with { Type = "B" }));
        CheckedDeployment many = Assert.Single(Checked(Wanted("d", [.. Enumerable.Repeat(Good with { Handle = "!" }, 1000)])));

        Assert.Contains("Type is 'B'", one.Fault, StringComparison.Ordinal);
        Assert.Contains("State of", one.Fault, StringComparison.Ordinal);
        Assert.True(many.Fault!.Length <= 310, many.Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-d")]
    [InlineData("d-")]
    [InlineData("d\n")]
    [InlineData("a_b")]
    [InlineData("é")]
    public void What_has_no_legal_name_cannot_be_reported_and_is_left_out(string name)
    {
        CheckedDesire desire = DeploymentCheck.Of([Wanted(name, Good), Wanted("good", Good)], Options);

        Assert.Equal("good", Assert.Single(desire.Deployments).Source.Name);
        Assert.Contains("a deployment is called", Assert.Single(desire.Unnamed), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_digest_is_left_out() =>
        Assert.Contains("without a digest", Assert.Single(DeploymentCheck.Of([Wanted("d", Good) with { Digest = "abc" }], Options).Unnamed), StringComparison.Ordinal);

    [Fact]
    public void Of_two_with_one_name_the_last_counts()
    {
        FleetDeployment last = Wanted("d", Deploy("m", "m-2"));

        Assert.Equal(SourceOf(last), Assert.Single(Checked(Wanted("d", Good), last)).Source);
    }

    [Theory]
    [InlineData("s3://bucket/key", true)]
    [InlineData("s3://my.bucket-1/a/b/../c", true)]
    [InlineData("packages/m-1.tar.gz", true)]
    [InlineData("s3://bucket", false)]
    [InlineData("s3://bucket/", false)]
    [InlineData("s3://BUCKET/key", false)]
    [InlineData("s3://user@host/key", false)]
    [InlineData("s3://-bucket/key", false)]
    [InlineData("https://host/key", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("packages//m", false)]
    [InlineData("packages/./m", false)]
    [InlineData("..", false)]
    [InlineData(@"packages\m", false)]
    [InlineData("packages/m\n", false)]
    public void A_package_is_in_a_bucket_or_below_the_fleets_tree(string url, bool good) => Assert.Equal(good, PackageUrl.Fault(url) is null);
}

using EdgeActors.Doctor.Fleets;
using EdgeActors.Fleet;

namespace EdgeActors.Specs.Doctor;

public sealed class FleetJudgementSpecs
{
    private static readonly FleetFacts Facts = new("https://edge.example", "dev1", FleetAnswer.Of(new Registration(true, TimeSpan.FromDays(1))), FleetAnswer.Of(new DesiredState()));

    [Fact]
    public void A_fleet_that_knows_the_device_is_well() => Assert.Equal("FLEET-OK", FleetCheck.Judge(Facts).Code.Name);

    [Fact]
    public void No_fleet_is_well_too() => Assert.Equal("FLEET-NONE", FleetCheck.Judge(null).Code.Name);

    [Fact]
    public void Keys_come_first() => Assert.Equal("FLEET-NO-KEYS", FleetCheck.Judge(Facts with { Registration = null, Desired = null }).Code.Name);

    [Fact]
    public void A_device_that_is_not_registered_is_named()
    {
        EdgeActors.Doctor.Finding finding = FleetCheck.Judge(Facts with { Registration = FleetAnswer.Of(new Registration(false, TimeSpan.FromDays(1))) });

        Assert.Equal("FLEET-UNREGISTERED", finding.Code.Name);
        Assert.Contains("dev1", finding.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FleetFaultKind.Unreachable, "FLEET-AWAY")]
    [InlineData(FleetFaultKind.Denied, "FLEET-DENIED")]
    [InlineData(FleetFaultKind.Unusable, "FLEET-UNUSABLE")]
    public void Each_kind_of_fault_has_its_code_and_says_why(FleetFaultKind kind, string code)
    {
        EdgeActors.Doctor.Finding finding = FleetCheck.Judge(Facts with { Registration = FleetAnswer.Failed<Registration>(kind, "the reason") });

        Assert.Equal(code, finding.Code.Name);
        Assert.Contains("the reason", finding.Evidence, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Fix);
    }

    [Fact]
    public void A_document_that_cannot_be_read_is_told_of_a_device_that_is_known() => Assert.Equal(
        "FLEET-NO-DEPLOYMENTS",
        FleetCheck.Judge(Facts with { Desired = FleetAnswer.Failed<DesiredState>(FleetFaultKind.Denied, "no right") }).Code.Name);
}

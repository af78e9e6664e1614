using System.Text.RegularExpressions;
using EdgeActors.Doctor;

namespace EdgeActors.Specs.Doctor;

public sealed partial class DoctorCodeSpecs
{
    [Fact]
    public void Names_are_unique_and_in_one_form()
    {
        Assert.Equal(Checks.Codes.Count, Checks.Codes.Select(code => code.Name).Distinct().Count());
        Assert.All(Checks.Codes, code => Assert.Matches(Form(), code.Name));
    }

    [Fact]
    public void Whatever_is_to_be_repaired_has_a_fix_and_what_is_well_has_none() =>
        Assert.All(Checks.Codes, code => Assert.Equal(code.Severity == Severity.Ok, code.Fix.Length == 0));

    [Fact]
    public void Each_area_has_one_check_and_a_code_that_all_is_well()
    {
        Assert.Equal(Enum.GetValues<Area>(), Checks.All.Select(check => check.Area));
        Assert.All(Enum.GetValues<Area>(), area => Assert.Contains(Checks.Codes, code => code.Area == area && code.Severity == Severity.Ok));
    }

    [Fact]
    public void Names_of_areas_lead_back_to_them()
    {
        Assert.Equal(Enum.GetValues<Area>(), AreaNames.All.Select(AreaNames.Parse));
        Assert.Contains("shared-memory", AreaNames.All);
    }

    [GeneratedRegex(@"\A[A-Z]+(-[A-Z]+)+\z")]
    private static partial Regex Form();
}

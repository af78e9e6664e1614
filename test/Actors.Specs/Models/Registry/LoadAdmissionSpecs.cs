using EdgeActors.Models;
using EdgeActors.Models.Registry;

namespace EdgeActors.Specs.Models.Registry;

public sealed class LoadAdmissionSpecs
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(1000, 1.5, 1500)]
    [InlineData(1001, 1.5, 1502)]
    [InlineData(0, 100, 0)]
    [InlineData(-5, 2, 0)]
    [InlineData(long.MaxValue, 100, long.MaxValue)]
    public void A_footprint_is_a_multiple_of_the_files(long bytes, double factor, long expected) =>
        Assert.Equal(expected, LoadAdmission.Footprint(bytes, factor));

    [Fact]
    public void What_fits_exactly_is_loaded() => Assert.Null(LoadAdmission.DecideMemory("m", 10, 90, 100));

    [Fact]
    public void What_does_not_fit_is_refused_with_the_numbers_and_the_way_out()
    {
        ModelFault? fault = LoadAdmission.DecideMemory("big", 30 * MiB, 80 * MiB, 100 * MiB);

        Assert.Equal(FaultCode.ResourceExhausted, fault?.Code);
        Assert.Equal(
            "'big' is expected to take 30.0 MiB, but 80.0 of the budget of 100.0 MiB are in use; unload another model first, "
            + "or raise the memory budget",
            fault?.Message);
    }

    [Fact]
    public void What_can_never_fit_is_told_so() =>
        Assert.Contains(
            "a smaller or quantised model is needed",
            LoadAdmission.DecideMemory("huge", long.MaxValue, 0, 100)!.Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("/models/a", "/models/a")]
    [InlineData("a", "/srv/a")]
    [InlineData("../b", "/b")]
    public void A_url_is_a_folder_seen_from_the_working_directory(string url, string expected)
    {
        Assert.Null(LoadAdmission.Resolve(url, "/srv", out string folder));
        Assert.Equal(expected, folder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_url_that_cannot_be_a_folder_is_not_found(string url) =>
        Assert.Equal(FaultCode.NotFound, LoadAdmission.Resolve(url, "/srv", out _)?.Code);
}

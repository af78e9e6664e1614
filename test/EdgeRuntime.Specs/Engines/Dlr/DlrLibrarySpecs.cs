using EdgeActors.Engines.Dlr;
using EdgeActors.Engines.Dlr.Interop;
using EdgeActors.Models;
using EdgeActors.Specs.DlrStandIn;

namespace EdgeActors.Specs.Engines.Dlr;

[Collection(DlrSuite.Name)]
public sealed class DlrLibrarySpecs
{
    [Fact]
    public void Without_a_library_the_refusal_says_how_to_get_one()
    {
        string told = Refused(null, "libdlr-that-is-nowhere.so");

        Assert.Contains("there is no 'libdlr-that-is-nowhere.so' on the library path", told, StringComparison.Ordinal);
        Assert.Contains("--dlr-library", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_library_that_is_missing_is_not_looked_for_elsewhere()
    {
        string told = Refused("/nowhere/libdlr.so", "libc.so.6");

        Assert.Contains("'/nowhere/libdlr.so' cannot be used, there is no such file", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_library_is_refused()
    {
        string file = Path.GetTempFileName();

        Assert.Contains("this system cannot load it", Refused(file, "none"), StringComparison.Ordinal);
        File.Delete(file);
    }

    [StandInFact]
    public void Another_library_is_told_from_a_damaged_one()
    {
        Assert.Contains("it is a library, but not DLR", Refused(null, "libc.so.6"), StringComparison.Ordinal);
        Assert.Contains("it lacks RunDLRModel", Refused(StandIn.Library("STAND_IN_CANNOT_RUN"), "none"), StringComparison.Ordinal);
    }

    [StandInFact]
    public void Another_generation_of_DLR_is_refused() =>
        Assert.Contains("it is DLR 2.0.0, and 1.x is needed", Refused(StandIn.Library("STAND_IN_VERSION=\"2.0.0\""), "none"), StringComparison.Ordinal);

    [StandInFact]
    public void The_version_is_told()
    {
        using DlrScene scene = new();

        Assert.Equal("dlr 1.9.0", scene.Engine.Description);
        Assert.Contains($"Models compiled by SageMaker Neo run on DLR 1.9.0 from {scene.Library}", scene.Log);
    }

    [StandInFact]
    public void The_packages_own_library_is_used_only_when_that_is_allowed()
    {
        DirectoryInfo place = Directory.CreateTempSubdirectory("edgeactors-dlr-");
        string model = StandIn.Model(Path.Combine(place.FullName, "m"), DlrScene.Doubling);
        File.Copy(StandIn.Library(), Path.Combine(model, "libdlr.so"));

        using (DlrScene passed = new())
        {
            passed.Load(model).Dispose();
            Assert.Contains(passed.Log, line => line.Contains("brings libdlr.so, which is not used", StringComparison.Ordinal));
        }

        using ListLog log = new();
        using DlrEngine allowed = new(new DlrOptions { UsesPackagedLibrary = true }, TimeProvider.System, static () => 0, log);
        allowed.Load(model, CancellationToken.None).Dispose();
        Assert.Contains(log.Lines, line => line.Contains($"from {model}/libdlr.so", StringComparison.Ordinal));
        place.Delete(recursive: true);
    }

    private static string Refused(string? named, string name)
    {
        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => DlrLibrary.Load(named, null, name));
        Assert.Equal(FaultCode.FailedPrecondition, refused.Fault.Code);
        return refused.Fault.Message;
    }
}

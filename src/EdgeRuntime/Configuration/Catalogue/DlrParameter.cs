using EdgeActors.Configuration.Rules;
using EdgeActors.Engines.Dlr;

namespace EdgeActors.Configuration.Catalogue;

/// <summary>The engine of models that SageMaker Neo compiled.</summary>
internal static class DlrParameter
{
    private static readonly DlrOptions Usual = new();

    public static ParameterSection Section { get; } = new("The DLR engine");

    public static readonly Parameter<string> BackendOptions = Section.Add(new Parameter<string>(
        Rule.AnyText, "DLRBackendOptions", "sagemaker_edge_dlr_backend_options")
    {
        Meaning = "Variables for the DLR library and what runs below it, like `NAME=VALUE; NAME=VALUE`",
        Besides = $"the agent knows `{BackendVariable.CacheFolder}`, an existing folder for TensorRT's engines, and `{BackendVariable.CacheSize}`, its limit (512); others are passed on with a warning",
    });

    public static readonly Parameter<string> Library = Section.Add(new Parameter<string>(Rule.File, "edgeactors_dlr_library")
    {
        Flag = "--dlr-library",
        DefaultWords = "the one on the library path",
        Meaning = "DLR library to use",
    });

    public static readonly Parameter<bool> PackageLibrary = Section.Add(new Parameter<bool>(Rule.Switch, "edgeactors_dlr_package_library")
    {
        Default = Usual.UsesPackagedLibrary,
        Meaning = "Use the DLR library in the package of the first such model that is loaded",
        Besides = "`edgeactors_dlr_library` wins",
    });

    public static readonly Parameter<TimeSpan> LoadTime = Section.Add(new Parameter<TimeSpan>(
        Rule.Seconds(DlrOptionsValidator.LeastLoad, DlrOptionsValidator.MostLoad), "edgeactors_dlr_load_seconds")
    {
        Default = Usual.LoadLimit,
        Meaning = "How long DLR may take to open a model",
    });

    public static readonly Parameter<int> TreeliteReloads = Section.Add(new Parameter<int>(
        Rule.Number(1, DlrOptionsValidator.MostReloads), "edgeactors_dlr_treelite_reloads")
    {
        Default = Usual.TreeliteReloads,
        Meaning = "Treelite models that may be unloaded before the next load is refused, with a DLR library that leaks each of them (up to 1.10.0)",
    });
}

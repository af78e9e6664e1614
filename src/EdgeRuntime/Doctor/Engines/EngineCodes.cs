namespace EdgeActors.Doctor.Engines;

/// <summary>What can be found about engine libraries.</summary>
internal static class EngineCodes
{
    public static readonly DoctorCode Ok = new("ENGINE-OK", Area.Engine, Severity.Ok, "ONNX Runtime can be used");

    public static readonly DoctorCode Missing = new(
        "ENGINE-MISSING", Area.Engine, Severity.Error, "the ONNX Runtime library is not there, so no ONNX model can be loaded",
        "install the whole package, or name the library with --engine-library");

    public static readonly DoctorCode Unusable = new(
        "ENGINE-UNUSABLE", Area.Engine, Severity.Error, "the ONNX Runtime library is damaged, of another machine, something else, or too old",
        "install the whole package for this machine, or name another library with --engine-library");

    public static readonly DoctorCode NoDlr = new(
        "ENGINE-NO-DLR", Area.Engine, Severity.Note, "libdlr is not on this machine's library path; only models that SageMaker Neo compiled need it",
        "convert such models to ONNX, or install DLR 1.x for this machine, or name its library with --dlr-library");

    public static readonly DoctorCode DlrUnusable = new(
        "ENGINE-DLR-UNUSABLE", Area.Engine, Severity.Error, "the DLR library that the settings name cannot be used, so no model that SageMaker Neo compiled can be loaded",
        "name another one with --dlr-library, or none");

    public static readonly DoctorCode Dlr = new("ENGINE-DLR", Area.Engine, Severity.Ok, "models that SageMaker Neo compiled can be run");

    public static readonly IReadOnlyList<DoctorCode> All = [Ok, Missing, Unusable, NoDlr, DlrUnusable, Dlr];
}

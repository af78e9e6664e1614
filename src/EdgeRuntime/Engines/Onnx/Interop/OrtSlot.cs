namespace EdgeActors.Engines.Onnx.Interop;

/// <summary>
/// Positions in ONNX Runtime's table of C functions. The table only grows at its end, so a number holds for every library that
/// has it; the last three need a newer one than <see cref="OrtApi.OldestLevel"/> and are asked for before use.
/// </summary>
internal static class OrtSlot
{
    public const int GetErrorCode = 1;
    public const int GetErrorMessage = 2;
    public const int DisableTelemetryEvents = 6;
    public const int CreateSession = 7;
    public const int CreateSessionFromArray = 8;
    public const int Run = 9;
    public const int CreateSessionOptions = 10;
    public const int SetSessionGraphOptimizationLevel = 23;
    public const int SetInterOpNumThreads = 25;
    public const int SessionGetInputCount = 30;
    public const int SessionGetOutputCount = 31;
    public const int SessionGetInputTypeInfo = 33;
    public const int SessionGetOutputTypeInfo = 34;
    public const int SessionGetInputName = 36;
    public const int SessionGetOutputName = 37;
    public const int CreateRunOptions = 39;
    public const int RunOptionsSetTerminate = 46;
    public const int CreateTensorAsOrtValue = 48;
    public const int CreateTensorWithDataAsOrtValue = 49;
    public const int GetTensorMutableData = 51;
    public const int CastTypeInfoToTensorInfo = 55;
    public const int GetOnnxTypeFromTypeInfo = 56;
    public const int GetTensorElementType = 60;
    public const int GetDimensionsCount = 61;
    public const int GetDimensions = 62;
    public const int GetTensorTypeAndShape = 65;
    public const int GetValueType = 67;
    public const int CreateMemoryInfo = 68;
    public const int CreateCpuMemoryInfo = 69;
    public const int AllocatorFree = 76;
    public const int GetAllocatorWithDefaultOptions = 78;
    public const int ReleaseEnv = 92;
    public const int ReleaseStatus = 93;
    public const int ReleaseMemoryInfo = 94;
    public const int ReleaseSession = 95;
    public const int ReleaseValue = 96;
    public const int ReleaseRunOptions = 97;
    public const int ReleaseTypeInfo = 98;
    public const int ReleaseTensorTypeAndShapeInfo = 99;
    public const int ReleaseSessionOptions = 100;
    public const int DisablePerSessionThreads = 120;
    public const int CreateThreadingOptions = 121;
    public const int ReleaseThreadingOptions = 122;
    public const int AddSessionConfigEntry = 130;
    public const int CreateAndRegisterAllocator = 144;
    public const int SetGlobalIntraOpNumThreads = 147;
    public const int SetGlobalInterOpNumThreads = 148;
    public const int SetGlobalSpinControl = 149;
    public const int CreateEnvWithCustomLoggerAndGlobalThreadPools = 151;
    public const int ReleaseArenaCfg = 157;
    public const int CreateArenaCfgV2 = 164;
    public const int AddRunConfigEntry = 165;
    public const int SessionOptionsSetLoadCancellationFlag = 293;
    public const int TensorTypeAndShapeHasShape = 390;
}

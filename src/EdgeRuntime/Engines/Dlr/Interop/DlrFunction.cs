namespace EdgeActors.Engines.Dlr.Interop;

/// <summary>The functions of libdlr that the engine calls, by their names there. All of them answer 0, or -1 for a failure, but the last.</summary>
internal enum DlrFunction
{
    /// <summary>int (handle*, const char* folder, int device type, int device id).</summary>
    CreateDLRModel,

    /// <summary>int (handle*).</summary>
    DeleteDLRModel,

    /// <summary>int (handle*).</summary>
    RunDLRModel,

    /// <summary>int (handle*, int*).</summary>
    GetDLRNumInputs,

    /// <summary>int (handle*, int*).</summary>
    GetDLRNumOutputs,

    /// <summary>int (handle*, int index, const char**).</summary>
    GetDLRInputName,

    /// <summary>int (handle*, int index, const char**).</summary>
    GetDLRInputType,

    /// <summary>int (handle*, int index, int64_t* size, int* rank).</summary>
    GetDLRInputSizeDim,

    /// <summary>int (handle*, int index, int64_t* shape).</summary>
    GetDLRInputShape,

    /// <summary>int (handle*, int index, const char**).</summary>
    GetDLROutputType,

    /// <summary>int (handle*, int index, int64_t* size, int* rank).</summary>
    GetDLROutputSizeDim,

    /// <summary>int (handle*, int index, int64_t* shape).</summary>
    GetDLROutputShape,

    /// <summary>int (handle*, const char* name, const int64_t* shape, const void* data, int rank).</summary>
    SetDLRInput,

    /// <summary>int (handle*, int index, void* to).</summary>
    GetDLROutput,

    /// <summary>int (const char**).</summary>
    GetDLRVersion,

    /// <summary>const char* ().</summary>
    DLRGetLastError,
}

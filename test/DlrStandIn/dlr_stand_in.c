/* A stand-in for libdlr with the functions that the agent calls, for tests: it computes something simple, and can be told to fail in the ways that the real
 * one does. Build: gcc -shared -fPIC -O1 -o libdlr.so dlr_stand_in.c -lpthread
 *
 * A model is described by stand_in.txt in its folder, one word and its values a line:
 *   backend tvm|relayvm|treelite            default tvm
 *   input NAME TYPE EXTENT...               at least one
 *   output NAME TYPE EXTENT...              at least one; -1 is the first input's first extent
 *   weight TYPE EXTENT...                   what is told for each input's type and shape instead of its own, as libdlr 1.9 does
 *   scale F                                 output k, element j = F * x[j modulo length of the first input] + k; default 1
 *   create fail|noisy|hang|crash            what CreateDLRModel does besides
 *   delete fail
 *   memory BYTES                            taken by each handle
 *   engine SYMBOL BYTES                     a file that the first run of a handle looks for in $TVM_TENSORRT_CACHE_DIR and writes when it is not there
 * The first element of the first input commands a run:
 *   -777 fails with a reason, -778 without, -888 takes 200 ms, -889 takes until there is a file let_go in the model's folder, -999 crashes, -555 prints,
 *   -556 then tells 99 dimensions, -557 then tells negative extents, -558 answers the value of TVM_NUM_THREADS */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef STAND_IN_VERSION
#define STAND_IN_VERSION "1.9.0"
#endif
#define MOST 8
#define RANK 8

typedef struct {
  char name[64], type[16];
  int rank;
  int64_t shape[RANK];
} Tensor;

typedef struct {
  char folder[1024], backend[16], create[16], delete[16];
  Tensor inputs[MOST], outputs[MOST], weight;
  int input_count, output_count, has_weight, engine_count;
  double scale;
  size_t memory;
  char engines[MOST][64];
  long engine_bytes[MOST];
} Description;

typedef struct {
  Description d;
  pthread_t owner;
  atomic_int busy;
  double *values;      /* the first input */
  int64_t count, rows; /* rows is -1 until an input is set */
  double *results[MOST];
  int64_t result_count[MOST];
  int ran, odd;
  char *memory;
} Model;

typedef void *Handle;

static __thread char last_error[512];
static atomic_int live, made, wrong_thread, last_device, engines_made, engines_found;

/* For tests to look at. */
int StandInLiveHandles(void) { return live; }
int StandInMadeHandles(void) { return made; }
int StandInWrongThreads(void) { return wrong_thread; }
int StandInLastDevice(void) { return last_device; }
int StandInEnginesMade(void) { return engines_made; }
int StandInEnginesFound(void) { return engines_found; }

static int fail(const char *text) {
  snprintf(last_error, sizeof last_error, "TVMError: %s\nStack trace:\n  File \"dlr_stand_in.c\", line 1\n  [bt] (0) somewhere", text);
  return -1;
}


static void store(const char *type, void *to, int64_t i, double v) {
  if (!strcmp(type, "float32")) ((float *)to)[i] = (float)v;
  else if (!strcmp(type, "float64")) ((double *)to)[i] = v;
  else if (!strcmp(type, "int64")) ((int64_t *)to)[i] = (int64_t)v;
  else if (!strcmp(type, "int32")) ((int32_t *)to)[i] = (int32_t)v;
  else if (!strcmp(type, "int16")) ((int16_t *)to)[i] = (int16_t)v;
  else ((uint8_t *)to)[i] = (uint8_t)v;
}

static double fetch(const char *type, const void *from, int64_t i) {
  if (!strcmp(type, "float32")) return ((const float *)from)[i];
  if (!strcmp(type, "float64")) return ((const double *)from)[i];
  if (!strcmp(type, "int64")) return (double)((const int64_t *)from)[i];
  if (!strcmp(type, "int32")) return ((const int32_t *)from)[i];
  if (!strcmp(type, "int16")) return ((const int16_t *)from)[i];
  return ((const uint8_t *)from)[i];
}

static void read_tensor(Tensor *t, char *rest, int named) {
  int used = 0;
  if (named) sscanf(rest, "%63s%n", t->name, &used), rest += used;
  sscanf(rest, "%15s%n", t->type, &used), rest += used;
  long extent;
  while (t->rank < RANK && sscanf(rest, "%ld%n", &extent, &used) == 1) t->shape[t->rank++] = extent, rest += used;
}

static int describe(Description *d, const char *folder) {
  char path[1100], line[512], word[32];
  snprintf(d->folder, sizeof d->folder, "%s", folder);
  snprintf(path, sizeof path, "%s/stand_in.txt", folder);
  strcpy(d->backend, "tvm");
  d->scale = 1;
  FILE *f = fopen(path, "r");
  if (!f) return -1;
  while (fgets(line, sizeof line, f)) {
    int used = 0;
    if (sscanf(line, "%31s%n", word, &used) != 1) continue;
    char *rest = line + used;
    if (!strcmp(word, "backend")) sscanf(rest, "%15s", d->backend);
    else if (!strcmp(word, "create")) sscanf(rest, "%15s", d->create);
    else if (!strcmp(word, "delete")) sscanf(rest, "%15s", d->delete);
    else if (!strcmp(word, "scale")) sscanf(rest, "%lf", &d->scale);
    else if (!strcmp(word, "memory")) sscanf(rest, "%zu", &d->memory);
    else if (!strcmp(word, "input")) read_tensor(&d->inputs[d->input_count++], rest, 1);
    else if (!strcmp(word, "output")) read_tensor(&d->outputs[d->output_count++], rest, 1);
    else if (!strcmp(word, "weight")) read_tensor(&d->weight, rest, 0), d->has_weight = 1;
    else if (!strcmp(word, "engine")) sscanf(rest, "%63s %ld", d->engines[d->engine_count], &d->engine_bytes[d->engine_count]), d->engine_count++;
  }
  fclose(f);
  return 0;
}

static void wait_for(const char *folder) {
  char path[1100];
  snprintf(path, sizeof path, "%s/let_go", folder);
  while (access(path, F_OK)) usleep(5000);
}

/* All but the first two calls: who calls, and is anybody else in here? */
static int enter(Model *m) {
  if (!pthread_equal(m->owner, pthread_self()) || atomic_exchange(&m->busy, 1)) {
    wrong_thread++;
    return fail("Check failed: owner == self: the handle is used by two threads");
  }
  return 0;
}

static int leave(Model *m, int result) {
  m->busy = 0;
  return result;
}

int GetDLRVersion(const char **out) { return *out = STAND_IN_VERSION, 0; }
const char *DLRGetLastError(void) { return last_error; }

int CreateDLRModel(Handle *handle, const char *folder, int device, int id) {
  Model *m = calloc(1, sizeof *m);
  last_device = device;
  (void)id;
  if (describe(&m->d, folder)) {
    fprintf(stderr, "[12:00:00] dlr_stand_in.c:1: Check failed: file: there is no stand_in.txt\n");
    free(m);
    return -1;
  }
  if (!strcmp(m->d.create, "noisy")) printf("Loading %s\n", folder), fprintf(stderr, "a warning about %s\n", folder);
  if (!strcmp(m->d.create, "hang")) wait_for(folder);
  if (!strcmp(m->d.create, "crash")) *(volatile int *)0 = 1;
  if (!strcmp(m->d.create, "fail")) { /* the reason goes to stderr only, and the last error stays what it was */
    fprintf(stderr, "[12:00:00] dlr_stand_in.c:2: Check failed: magic == kTVMNDArrayListMagic: invalid parameters\n");
    free(m);
    return -1;
  }
  if (m->d.memory) m->memory = malloc(m->d.memory), memset(m->memory, 1, m->d.memory);
  m->owner = pthread_self();
  m->rows = -1;
  live++;
  made++;
  *handle = m;
  return 0;
}

int DeleteDLRModel(Handle *handle) {
  Model *m = *handle;
  if (enter(m)) return -1;
  if (!strcmp(m->d.delete, "fail")) return leave(m, fail("Check failed: free: deliberate"));
  for (int i = 0; i < MOST; i++) free(m->results[i]);
  free(m->values), free(m->memory), free(m);
  *handle = 0;
  live--;
  return 0;
}

int GetDLRNumInputs(Handle *handle, int *out) { return *out = ((Model *)*handle)->d.input_count, 0; }
int GetDLRNumOutputs(Handle *handle, int *out) { return *out = ((Model *)*handle)->d.output_count, 0; }

int GetDLRInputName(Handle *handle, int index, const char **out) {
  Model *m = *handle;
  char text[128];
  if (index >= m->d.input_count) {
    snprintf(text, sizeof text, "Check failed: index < num_inputs_ (%d vs. %d) : Input index is out of range.", index, m->d.input_count);
    return fail(text);
  }
  return *out = m->d.inputs[index].name, 0;
}

static const Tensor *told(Model *m, int index) { return m->d.has_weight ? &m->d.weight : &m->d.inputs[index]; }

int GetDLRInputType(Handle *handle, int index, const char **out) { return *out = told(*handle, index)->type, 0; }

int GetDLRInputSizeDim(Handle *handle, int index, int64_t *size, int *rank) {
  const Tensor *t = told(*handle, index);
  *size = 1, *rank = t->rank;
  for (int i = 0; i < t->rank; i++) *size = t->shape[i] < 0 ? -1 : *size * t->shape[i];
  return 0;
}

int GetDLRInputShape(Handle *handle, int index, int64_t *out) {
  const Tensor *t = told(*handle, index);
  return memcpy(out, t->shape, sizeof(int64_t) * t->rank), 0;
}

int GetDLROutputType(Handle *handle, int index, const char **out) { return *out = ((Model *)*handle)->d.outputs[index].type, 0; }

static int64_t extent(Model *m, const Tensor *t, int i) {
  if (m->odd == -557) return -5;
  return t->shape[i] < 0 ? m->rows : t->shape[i];
}

int GetDLROutputSizeDim(Handle *handle, int index, int64_t *size, int *rank) {
  Model *m = *handle;
  const Tensor *t = &m->d.outputs[index];
  *size = 1, *rank = m->odd == -556 ? 99 : t->rank;
  for (int i = 0; i < t->rank; i++) *size = extent(m, t, i) < 0 ? -1 : *size * extent(m, t, i);
  return 0;
}

int GetDLROutputShape(Handle *handle, int index, int64_t *out) {
  Model *m = *handle;
  for (int i = 0; i < m->d.outputs[index].rank; i++) out[i] = extent(m, &m->d.outputs[index], i);
  return 0;
}

int SetDLRInput(Handle *handle, const char *name, const int64_t *shape, const void *data, int rank) {
  Model *m = *handle;
  if (enter(m)) return -1;
  int index = 0;
  while (index < m->d.input_count && strcmp(m->d.inputs[index].name, name)) index++;
  if (index == m->d.input_count) return leave(m, fail("Check failed: index >= 0: there is no such input"));
  int64_t given = 1, wanted = 1;
  for (int i = 0; i < rank; i++) given *= shape[i];
  const Tensor *t = &m->d.inputs[index];
  for (int i = 0; i < t->rank; i++) wanted *= t->shape[i] < 0 ? shape[i] : t->shape[i];
  if (given != wanted) return leave(m, fail("Check failed: read_size == expected_size: Mismatch found in input data size"));
  if (index == 0) {
    m->values = realloc(m->values, sizeof(double) * given);
    m->count = given, m->rows = rank ? shape[0] : 1;
    for (int64_t i = 0; i < given; i++) m->values[i] = fetch(t->type, data, i);
  }
  return leave(m, 0);
}

static void look_for_engines(Model *m) {
  const char *cache = getenv("TVM_TENSORRT_CACHE_DIR");
  for (int i = 0; cache && i < m->d.engine_count; i++) {
    char path[2048], meta[2048];
    snprintf(path, sizeof path, "%s/%s_fp32.plan", cache, m->d.engines[i]);
    snprintf(meta, sizeof meta, "%s/%s_fp32.meta", cache, m->d.engines[i]);
    if (!access(path, R_OK)) { engines_found++; continue; }
    char *plan = calloc(1, m->d.engine_bytes[i]);
    FILE *f = fopen(path, "w");
    if (f) fwrite(plan, 1, m->d.engine_bytes[i], f), fclose(f);
    if ((f = fopen(meta, "w"))) fputs("{}", f), fclose(f);
    free(plan);
    engines_made++;
  }
}

#ifndef STAND_IN_CANNOT_RUN
int RunDLRModel(Handle *handle) {
  Model *m = *handle;
  if (enter(m)) return -1;
  double command = m->count ? m->values[0] : 0;
  m->odd = 0;
  if (command == -777) return leave(m, fail("Check failed: ret == 0 (-1 vs. 0) : fused_dense: deliberate failure"));
  if (command == -778) return leave(m, -1);
  if (command == -888) usleep(200000);
  if (command == -889) wait_for(m->d.folder);
  if (command == -999) *(volatile int *)0 = 1;
  if (command == -555) printf("a line on standard output\nServer listening on nothing\n"), fflush(stdout), fprintf(stderr, "a line on standard error\n");
  if (command == -556 || command == -557) m->odd = (int)command;
  if (!m->ran++) look_for_engines(m);
  for (int k = 0; k < m->d.output_count; k++) {
    const Tensor *t = &m->d.outputs[k];
    int64_t n = 1;
    for (int i = 0; i < t->rank; i++) n *= t->shape[i] < 0 ? m->rows : t->shape[i];
    m->result_count[k] = n;
    m->results[k] = realloc(m->results[k], sizeof(double) * (n ? n : 1));
    for (int64_t j = 0; j < n; j++) m->results[k][j] = m->d.scale * m->values[j % m->count] + k;
    if (command == -558) m->results[k][0] = getenv("TVM_NUM_THREADS") ? atof(getenv("TVM_NUM_THREADS")) : -1;
    sched_yield(); /* so that two that share a handle would meet */
  }
  return leave(m, 0);
}
#endif

int GetDLROutput(Handle *handle, int index, void *to) {
  Model *m = *handle;
  if (enter(m)) return -1;
  for (int64_t j = 0; j < m->result_count[index]; j++) store(m->d.outputs[index].type, to, j, m->results[index][j]);
  return leave(m, 0);
}

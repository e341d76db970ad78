import json, numpy as np, sys, itertools
sys.path.insert(0,'/tmp/f6')
import smp
d=json.load(open('/work/shared/reference/cases/forecast/eu_emission_sweep.json'))
for v in itertools.product('ij','ij',('ij','ji')):
    smp.VAR[:]=v
    for nm in ('BargnModel=InitRcvrInterp','BargnModel=PWCompInterp'):
        r=d['runs'][nm]; ref=np.array(r['positions'])
        h=smp.run(d['case'],r['options'],turns=len(ref)); e=np.abs(h-ref).reshape(len(ref),-1).max(1); print(v,nm,e.max(),np.flatnonzero(e>1e-9)[:1])
